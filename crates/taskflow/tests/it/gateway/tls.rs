//! HTTP/2 with and without TLS, and certificates out of files.

use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use taskflow::base::Clock;
use taskflow::config::Config;
use taskflow::gateway::Tls;
use taskflow::roles::Server;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::pem::PemObject;
use tokio_rustls::rustls::pki_types::{CertificateDer, ServerName};
use tokio_rustls::rustls::{ClientConfig, RootCertStore};

/// How HTTP/2 begins (RFC 9113), with settings that say nothing.
const PREFACE: &[u8] = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\x04\0\0\0\0\0";
const SETTINGS: u8 = 4;

/// For `localhost`, signed by itself, good for a hundred years, and of use to these tests alone.
const CERT: &str = include_str!("tls/cert.pem");
const KEY: &str = include_str!("tls/key.pem");

fn certificate(folder: &Path) {
    std::fs::write(folder.join("cert.pem"), CERT).unwrap();
    std::fs::write(folder.join("key.pem"), KEY).unwrap();
}

fn config(folder: &Path) -> Config {
    let mut config = Config::defaults().unwrap();
    config.listen = ([127, 0, 0, 1], 0).into();
    config.data_dir = folder.join("data");
    (config.tls_cert, config.tls_key) = (folder.join("cert.pem"), folder.join("key.pem"));
    config
}

async fn connect(server: &Server, protocol: &[u8]) -> TlsStream<TcpStream> {
    let mut roots = RootCertStore::empty();
    roots.add(CertificateDer::from_pem_slice(CERT.as_bytes()).unwrap()).unwrap();
    let mut client = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_root_certificates(roots)
        .with_no_client_auth();
    client.alpn_protocols = vec![protocol.to_vec()];
    let stream = TcpStream::connect(server.addr()).await.unwrap();
    let name = ServerName::try_from("localhost").unwrap();
    TlsConnector::from(Arc::new(client)).connect(name, stream).await.unwrap()
}

/// Whether the other side speaks HTTP/2: it answers the beginning with its settings.
async fn speaks_http2(mut stream: impl AsyncRead + AsyncWrite + Unpin) -> bool {
    stream.write_all(PREFACE).await.unwrap();
    let mut head = [0; 9];
    stream.read_exact(&mut head).await.unwrap();
    head[3] == SETTINGS
}

async fn get(mut stream: impl AsyncRead + AsyncWrite + Unpin) -> String {
    let request = b"GET /health/live HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n";
    stream.write_all(request).await.unwrap();
    let mut answer = Vec::new();
    // A server that just closes the connection is no fault here.
    let _ = stream.read_to_end(&mut answer).await;
    String::from_utf8_lossy(&answer).into_owned()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_certificate_makes_it_https_with_http2() {
    let folder = tempfile::tempdir().unwrap();
    certificate(folder.path());
    let server = Server::start(config(folder.path()), Clock::system()).await.unwrap();

    let stream = connect(&server, b"h2").await;
    assert_eq!(stream.get_ref().1.alpn_protocol(), Some(&b"h2"[..]));
    assert!(speaks_http2(stream).await);
    let plain = get(connect(&server, b"http/1.1").await).await;
    assert!(plain.starts_with("HTTP/1.1 200") && plain.contains("live"), "{plain}");
    // Who speaks without TLS is not answered, and keeps nobody from being.
    assert!(!get(TcpStream::connect(server.addr()).await.unwrap()).await.contains("200"));
    assert!(speaks_http2(connect(&server, b"h2").await).await);
    server.shutdown().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn without_tls_a_proxy_may_speak_http2() {
    let folder = tempfile::tempdir().unwrap();
    let mut config = config(folder.path());
    (config.tls_cert, config.tls_key) = Default::default();
    let server = Server::start(config, Clock::system()).await.unwrap();
    let open = || async { TcpStream::connect(server.addr()).await.unwrap() };
    assert!(speaks_http2(open().await).await);
    assert!(get(open().await).await.starts_with("HTTP/1.1 200"));
    server.shutdown().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_renewed_certificate_is_taken_and_a_broken_one_is_not() {
    let folder = tempfile::tempdir().unwrap();
    certificate(folder.path());
    let tls = Tls::open(&config(folder.path())).unwrap().unwrap();
    let before = Arc::as_ptr(tls.acceptor().config());
    tls.refresh();
    assert_eq!(Arc::as_ptr(tls.acceptor().config()), before, "nothing changed");

    let later = |secs| {
        let file = std::fs::File::options()
            .write(true)
            .open(folder.path().join("cert.pem"))
            .unwrap();
        file.set_modified(SystemTime::now() + Duration::from_secs(secs)).unwrap();
    };
    std::fs::write(folder.path().join("cert.pem"), "half of it").unwrap();
    later(10);
    tls.refresh();
    assert_eq!(Arc::as_ptr(tls.acceptor().config()), before, "the old one stays");
    certificate(folder.path());
    later(20);
    tls.refresh();
    assert_ne!(Arc::as_ptr(tls.acceptor().config()), before);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn files_that_are_none_stop_the_start() {
    let folder = tempfile::tempdir().unwrap();
    let refused = |config| async { Server::start(config, Clock::system()).await.err().unwrap().to_string() };
    let missing = refused(config(folder.path())).await;
    assert!(missing.contains("TLS cannot be served") && missing.contains("cert.pem"), "{missing}");
    certificate(folder.path());
    std::fs::write(folder.path().join("key.pem"), "no key").unwrap();
    let wrong = refused(config(folder.path())).await;
    assert!(wrong.contains("key.pem") && !wrong.contains('\n'), "{wrong}");
}
