//! TLS without a proxy in front: the certificate and its key out of two files, read again when they change.

use std::path::PathBuf;
use std::sync::{Arc, PoisonError, RwLock};
use std::time::SystemTime;

use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::pem::PemObject;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer};

use crate::config::Config;

/// HTTP/2 first: browsers open one connection then.
const PROTOCOLS: [&[u8]; 2] = [b"h2", b"http/1.1"];

/// What connections are greeted with.
pub struct Tls {
    cert: PathBuf,
    key: PathBuf,
    now: RwLock<(TlsAcceptor, Option<SystemTime>)>,
}

impl Tls {
    /// As the settings say; `None` for plain HTTP.
    ///
    /// # Errors
    /// What is wrong with the files, in one line.
    pub fn open(config: &Config) -> Result<Option<Self>, String> {
        let (cert, key) = (config.tls_cert.clone(), config.tls_key.clone());
        if cert.as_os_str().is_empty() {
            return Ok(None);
        }
        let acceptor = read(&cert, &key)?;
        let changed = changed(&cert, &key);
        Ok(Some(Self { cert, key, now: RwLock::new((acceptor, changed)) }))
    }

    pub fn acceptor(&self) -> TlsAcceptor {
        self.now.read().unwrap_or_else(PoisonError::into_inner).0.clone()
    }

    /// Takes a renewed certificate. One that cannot be read leaves the old one in place.
    pub fn refresh(&self) {
        let changed = changed(&self.cert, &self.key);
        if changed == self.now.read().unwrap_or_else(PoisonError::into_inner).1 {
            return;
        }
        match read(&self.cert, &self.key) {
            Ok(acceptor) => {
                *self.now.write().unwrap_or_else(PoisonError::into_inner) = (acceptor, changed);
                tracing::info!(cert = %self.cert.display(), "took the renewed certificate");
            }
            Err(error) => {
                tracing::error!(%error, "the certificate changed and cannot be used; the old one stays")
            }
        }
    }
}

/// When the newer of the two was written.
fn changed(cert: &PathBuf, key: &PathBuf) -> Option<SystemTime> {
    let written = |path: &PathBuf| std::fs::metadata(path).and_then(|meta| meta.modified()).ok();
    written(cert).max(written(key))
}

fn read(cert: &PathBuf, key: &PathBuf) -> Result<TlsAcceptor, String> {
    let wrong = |path: &PathBuf, error: &dyn std::fmt::Display| format!("{}: {error}", path.display());
    let chain = CertificateDer::pem_file_iter(cert)
        .and_then(Iterator::collect::<Result<Vec<_>, _>>)
        .map_err(|error| wrong(cert, &error))?;
    if chain.is_empty() {
        return Err(wrong(cert, &"there is no certificate in it"));
    }
    let secret = PrivateKeyDer::from_pem_file(key).map_err(|error| wrong(key, &error))?;
    let mut config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .map_err(|error| error.to_string())?
        .with_no_client_auth()
        .with_single_cert(chain, secret)
        .map_err(|error| wrong(key, &error))?;
    config.alpn_protocols = PROTOCOLS.iter().map(|name| name.to_vec()).collect();
    Ok(TlsAcceptor::from(Arc::new(config)))
}
