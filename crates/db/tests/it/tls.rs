//! TLS to a PostgreSQL whose certificate a private authority signed.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;
use std::time::{Duration, Instant};

use taskflow_db::{Db, Error, ErrorKind, NoJournal, Options, Sql, admin_execute};

static ENCRYPTED: Sql = Sql::new("encrypted", "SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()");

/// A server of this test's own, for the others must not meet its certificate.
struct Server {
    dir: PathBuf,
    url: String,
}

fn run(program: impl AsRef<Path>, arguments: &[&str]) -> String {
    let program = program.as_ref();
    let output = Command::new(program).args(arguments).output();
    let output = output.unwrap_or_else(|error| panic!("{} does not run: {error}", program.display()));
    assert!(
        output.status.success(),
        "{}: {}",
        program.display(),
        String::from_utf8_lossy(&output.stderr)
    );
    String::from_utf8(output.stdout).unwrap().trim().to_owned()
}

fn script() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../scripts/postgres.sh")
}

impl Server {
    fn start() -> Self {
        let dir = run(script(), &["dir"]);
        let url = run(script(), &["start", &dir, "--durable"]);
        Self { dir: PathBuf::from(dir), url }
    }

    /// Makes an authority and lets it sign the server's certificate for 127.0.0.1; answers the authority's file.
    fn certify(&self) -> PathBuf {
        let at = |name: &str| self.dir.join(name).display().to_string();
        let (key, data) =
            (["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"], "data/server");
        let authority = [
            "-x509",
            "-subj",
            "/CN=private authority",
            "-days",
            "2",
            "-keyout",
            &at("ca.key"),
            "-out",
            &at("ca.pem"),
        ];
        run("openssl", &[&["req"], &key[..], &authority].concat());
        let (private, request, public) =
            (at(&format!("{data}.key")), at("server.csr"), at(&format!("{data}.crt")));
        run(
            "openssl",
            &[&["req", "-subj", "/CN=server", "-keyout", &private, "-out", &request], &key[..]].concat(),
        );
        std::fs::write(at("names"), "subjectAltName=IP:127.0.0.1\n").unwrap();
        let sign = ["x509", "-req", "-days", "2", "-in", &request, "-out", &public, "-extfile", &at("names")];
        run(
            "openssl",
            &[&sign[..], &["-CA", &at("ca.pem"), "-CAkey", &at("ca.key"), "-CAcreateserial"]].concat(),
        );
        // The server reads its key as the account it runs as.
        let owner = format!("--reference={}", at("data"));
        run("chown", &[&owner, &private, &public]);
        for setting in ["ssl = on", "ssl_cert_file = 'server.crt'", "ssl_key_file = 'server.key'"] {
            admin_execute(&Options::new(&self.url), &format!("ALTER SYSTEM SET {setting}")).unwrap();
        }
        admin_execute(&Options::new(&self.url), "SELECT pg_reload_conf()").unwrap();
        self.dir.join("ca.pem")
    }

    fn open(&self, host: &str, ca_file: Option<&Path>) -> Result<Db, Error> {
        let mut options = Options::new(format!("{}?sslmode=require", self.url.replace("127.0.0.1", host)));
        (options.readers, options.writers) = (1, 1);
        options.ca_file = ca_file.map(Path::to_owned);
        Db::open(options, Arc::new(NoJournal))
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let stopped = Command::new(script()).arg("stop").arg(&self.dir).status();
        if !stopped.is_ok_and(|status| status.success()) {
            eprintln!("the server in {} goes on", self.dir.display());
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_private_authority_is_trusted_when_it_is_named() {
    let server = Server::start();
    let ca = server.certify();
    // The server takes its settings up when it comes to it.
    let deadline = Instant::now() + Duration::from_secs(30);
    let db = loop {
        match server.open("127.0.0.1", Some(&ca)) {
            Ok(db) => break db,
            Err(error) => assert!(Instant::now() < deadline, "{error}"),
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    };
    let row = db.read(|tx| tx.one(&ENCRYPTED, &[])).await.unwrap();
    assert!(row.get::<bool>(0).unwrap());
    db.close();

    let refusal = |host: &str, ca_file| {
        let error = server.open(host, ca_file).expect_err("a connection that must not be made");
        assert!(matches!(error.kind(), ErrorKind::Unavailable), "{error}");
    };
    refusal("127.0.0.1", None);
    // The certificate is for the address, not for this name.
    refusal("localhost", Some(&ca));

    let empty = server.dir.join("names");
    let error = server
        .open("127.0.0.1", Some(&empty))
        .expect_err("a file without a certificate");
    assert!(error.to_string().contains("no PEM certificate"), "{error}");
}
