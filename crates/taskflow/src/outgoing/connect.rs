//! Finding the addresses of a target, checking all of them, and connecting to one that was checked.

use std::io;
use std::net::{IpAddr, SocketAddr};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, ServerName};
use rustls::{ClientConfig, RootCertStore};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;

use super::{Policy, Refusal, Resolver, Target};

/// How long one address is tried.
const CONNECT: Duration = Duration::from_secs(5);
/// Addresses of one name that are tried.
const MOST_TRIED: usize = 3;
/// Answers to one name that are looked at; more are refused.
const MOST_ANSWERS: usize = 64;

/// Clear or encrypted.
pub(super) enum Connection {
    Clear(TcpStream),
    Tls(Box<TlsStream<TcpStream>>),
}

/// What is trusted: the public authorities, and those in a file of the settings.
pub(super) fn tls(ca_file: &str) -> Result<TlsConnector, String> {
    let mut roots = RootCertStore::empty();
    roots.extend(webpki_roots::TLS_SERVER_ROOTS.iter().cloned());
    if !ca_file.is_empty() {
        let wrong = |error: String| format!("outgoing.ca_file: cannot read {ca_file}: {error}");
        let certificates =
            CertificateDer::pem_file_iter(ca_file).map_err(|error| wrong(error.to_string()))?;
        for certificate in certificates {
            let certificate = certificate.map_err(|error| wrong(error.to_string()))?;
            roots.add(certificate).map_err(|error| wrong(error.to_string()))?;
        }
    }
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(|error| error.to_string())?
        .with_root_certificates(roots)
        .with_no_client_auth();
    Ok(TlsConnector::from(Arc::new(config)))
}

/// The addresses of a target. One that may not be reached is reason enough to reach none: a name that answers both a public
/// and an inner address is made to deceive.
pub(super) async fn addresses(
    target: &Target,
    policy: &Policy,
    resolver: Option<&Resolver>,
) -> Result<Vec<SocketAddr>, Refusal> {
    let found: Vec<IpAddr> = match (target.address(), resolver) {
        (Some(address), _) => vec![address],
        (None, Some(resolver)) => resolver(target.host()),
        (None, None) => {
            let answers = tokio::net::lookup_host((target.host(), target.port())).await;
            let answers =
                answers.map_err(|_| Refusal::Unreachable(format!("there is no host {}", target.host())))?;
            answers.map(|answer| answer.ip()).collect()
        }
    };
    if found.is_empty() {
        return Err(Refusal::Unreachable(format!("there is no host {}", target.host())));
    }
    if found.len() > MOST_ANSWERS {
        return Err(Refusal::Forbidden(format!("{} has too many addresses", target.host())));
    }
    for address in &found {
        policy.check(target, *address).map_err(Refusal::Forbidden)?;
    }
    Ok(found.into_iter().map(|ip| SocketAddr::new(ip, target.port())).collect())
}

/// Connects to the first of these that answers.
pub(super) async fn connect(
    target: &Target,
    addresses: &[SocketAddr],
    tls: &TlsConnector,
) -> Result<Connection, Refusal> {
    let mut last = String::from("there is no address to try");
    for address in addresses.iter().take(MOST_TRIED) {
        let stream = match tokio::time::timeout(CONNECT, TcpStream::connect(address)).await {
            Ok(Ok(stream)) => stream,
            Ok(Err(error)) => {
                last = format!("cannot connect: {error}");
                continue;
            }
            Err(_) => {
                "cannot connect: no answer".clone_into(&mut last);
                continue;
            }
        };
        if stream.peer_addr().ok() != Some(*address) {
            return Err(Refusal::Forbidden("the connection leads elsewhere than was checked".to_owned()));
        }
        // One small request a connection: it is not to wait for more.
        let _ = stream.set_nodelay(true);
        if !target.is_secure() {
            return Ok(Connection::Clear(stream));
        }
        let name = match target.address() {
            Some(ip) => ServerName::from(ip),
            None => ServerName::try_from(target.host().to_owned())
                .map_err(|_| Refusal::Unreachable(format!("{} is no name of a server", target.host())))?,
        };
        return match tls.connect(name, stream).await {
            Ok(stream) => Ok(Connection::Tls(Box::new(stream))),
            Err(error) => Err(Refusal::Unreachable(format!("TLS failed: {error}"))),
        };
    }
    Err(Refusal::Unreachable(last))
}

impl AsyncRead for Connection {
    fn poll_read(self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        match self.get_mut() {
            Self::Clear(stream) => Pin::new(stream).poll_read(cx, buf),
            Self::Tls(stream) => Pin::new(stream).poll_read(cx, buf),
        }
    }
}

impl AsyncWrite for Connection {
    fn poll_write(self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &[u8]) -> Poll<io::Result<usize>> {
        match self.get_mut() {
            Self::Clear(stream) => Pin::new(stream).poll_write(cx, buf),
            Self::Tls(stream) => Pin::new(stream).poll_write(cx, buf),
        }
    }

    fn poll_flush(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        match self.get_mut() {
            Self::Clear(stream) => Pin::new(stream).poll_flush(cx),
            Self::Tls(stream) => Pin::new(stream).poll_flush(cx),
        }
    }

    fn poll_shutdown(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        match self.get_mut() {
            Self::Clear(stream) => Pin::new(stream).poll_shutdown(cx),
            Self::Tls(stream) => Pin::new(stream).poll_shutdown(cx),
        }
    }
}
