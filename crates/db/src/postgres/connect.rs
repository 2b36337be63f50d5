//! Making one connection, and refusing a server that would lose what it acknowledged.

use std::future::poll_fn;
use std::sync::Arc;
use std::time::Duration;

use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;
use rustls::{ClientConfig, RootCertStore};
use tokio::runtime::Runtime;
use tokio::sync::mpsc;
use tokio_postgres::config::SslMode;
use tokio_postgres::{AsyncMessage, Client, Config, SimpleQueryMessage};
use tokio_postgres_rustls::MakeRustlsConnect;

use crate::error::Error;
use crate::options::Options;
use crate::postgres::error::map;
use crate::postgres::listener::Notification;

/// Older servers are no longer maintained.
const OLDEST: u32 = 14;

pub(super) struct Connector {
    config: Config,
    tls: MakeRustlsConnect,
    options: Options,
    read_only: bool,
    hears: Option<mpsc::Sender<Notification>>,
}

impl Connector {
    pub(super) fn new(options: Options, read_only: bool) -> Result<Connector, Error> {
        // The parser's message may repeat parts of the URL, which holds a password.
        let mut config: Config = options
            .url
            .parse()
            .map_err(|_| Error::sql("the PostgreSQL URL cannot be read"))?;
        config.application_name(&options.application_name);
        config.connect_timeout(options.connect_timeout);
        config.keepalives_idle(Duration::from_secs(60));
        let tls = MakeRustlsConnect::new(tls(&options)?);
        Ok(Connector { config, tls, options, read_only, hears: None })
    }

    /// Passes on what other sessions tell; drops it while the receiver is full.
    pub(super) fn listening(self, hears: mpsc::Sender<Notification>) -> Connector {
        Connector { hears: Some(hears), ..self }
    }

    pub(super) async fn connect(&self) -> Result<Client, Error> {
        let limit = self.options.connect_timeout * 2;
        match tokio::time::timeout(limit, self.attempt()).await {
            Ok(result) => result,
            Err(_) => Err(Error::unavailable("PostgreSQL does not answer")),
        }
    }

    async fn attempt(&self) -> Result<Client, Error> {
        let client = self.handshake().await.map_err(|error| unavailable(&error))?;
        client.batch_execute(&self.settings()).await.map_err(|error| map(&error))?;
        self.check(&client).await?;
        Ok(client)
    }

    async fn handshake(&self) -> Result<Client, tokio_postgres::Error> {
        match self.dial(&self.config).await {
            // `prefer`, the default, is a wish: a server with a certificate that nobody signed is still used.
            Err(error) if self.config.get_ssl_mode() == SslMode::Prefer && error.as_db_error().is_none() => {
                let mut plain = self.config.clone();
                plain.ssl_mode(SslMode::Disable);
                let client = self.dial(&plain).await?;
                tracing::warn!(reason = %error, "connected to PostgreSQL without TLS; sslmode=require forbids that");
                Ok(client)
            }
            result => result,
        }
    }

    async fn dial(&self, config: &Config) -> Result<Client, tokio_postgres::Error> {
        let (client, mut connection) = config.connect(self.tls.clone()).await?;
        let hears = self.hears.clone();
        // Ends when the client is dropped or the server goes away; statements then fail with that reason.
        tokio::spawn(async move {
            while let Some(message) = poll_fn(|cx| connection.poll_message(cx)).await {
                match message {
                    Ok(AsyncMessage::Notification(told)) => {
                        let (channel, payload) = (told.channel().to_owned(), told.payload().to_owned());
                        // Messages are hints: who is behind does without.
                        hears.as_ref().map(|hears| hears.try_send(Notification { channel, payload }));
                    }
                    Ok(_) => {}
                    Err(error) => {
                        tracing::debug!(error = %error, "a PostgreSQL connection ended");
                        break;
                    }
                }
            }
        });
        Ok(client)
    }

    fn settings(&self) -> String {
        let Options { statement_timeout, lock_timeout, idle_in_transaction_timeout, .. } = &self.options;
        format!(
            "SET statement_timeout = {}; SET lock_timeout = {}; SET idle_in_transaction_session_timeout = {};
             SET default_transaction_isolation = 'read committed'; SET default_transaction_read_only = {};
             SET TimeZone = 'UTC'; SET jit = off; SET standard_conforming_strings = on",
            statement_timeout.as_millis(),
            lock_timeout.as_millis(),
            idle_in_transaction_timeout.as_millis(),
            if self.read_only { "on" } else { "off" },
        )
    }

    async fn check(&self, client: &Client) -> Result<(), Error> {
        let setting = async |name: &str| show(client, name).await;
        let version = setting("server_version_num").await?;
        if version.parse::<u32>().is_ok_and(|version| version / 10_000 < OLDEST) {
            let text = format!("this PostgreSQL is too old ({version}): {OLDEST} or newer is needed");
            return Err(Error::sql(text));
        }
        if setting("fsync").await? == "off" && !self.options.allow_unsafe_fsync {
            return Err(Error::sql(
                "this PostgreSQL runs with fsync=off and would lose acknowledged writes in a crash: turn fsync on",
            ));
        }
        if setting("synchronous_commit").await? == "off" {
            // For our sessions only; others may want it off.
            client
                .batch_execute("SET synchronous_commit = on")
                .await
                .map_err(|error| map(&error))?;
        }
        Ok(())
    }
}

async fn show(client: &Client, name: &str) -> Result<String, Error> {
    let answer = client
        .simple_query(&format!("SHOW {name}"))
        .await
        .map_err(|error| map(&error))?;
    let value = answer.iter().find_map(|message| match message {
        SimpleQueryMessage::Row(row) => row.get(0),
        _ => None,
    });
    Ok(value.unwrap_or_default().to_owned())
}

fn tls(options: &Options) -> Result<ClientConfig, Error> {
    let mut roots = RootCertStore { roots: webpki_roots::TLS_SERVER_ROOTS.to_vec() };
    if let Some(path) = &options.ca_file {
        let bad = |reason: String| {
            Error::sql(format!("cannot read certificates from {}: {reason}", path.display()))
        };
        let public = roots.len();
        for certificate in CertificateDer::pem_file_iter(path).map_err(|error| bad(error.to_string()))? {
            let certificate = certificate.map_err(|error| bad(error.to_string()))?;
            roots.add(certificate).map_err(|error| bad(error.to_string()))?;
        }
        if roots.len() == public {
            return Err(bad("it holds no PEM certificate".into()));
        }
    }
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let builder = ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions();
    let builder = builder.map_err(|error| Error::sql(format!("TLS: {error}")))?;
    Ok(builder.with_root_certificates(roots).with_no_client_auth())
}

/// A server that is not there and one that does not let us in are both nothing that a statement did.
fn unavailable(error: &tokio_postgres::Error) -> Error {
    let reason = match error.as_db_error() {
        Some(error) => error.message().to_owned(),
        None => match std::error::Error::source(error) {
            Some(source) => format!("{error}: {source}"),
            None => error.to_string(),
        },
    };
    Error::unavailable(format!("cannot connect to PostgreSQL: {reason}"))
}

pub(super) fn runtime() -> Result<Runtime, Error> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    runtime.map_err(|error| Error::unavailable(format!("cannot start a runtime: {error}")))
}
