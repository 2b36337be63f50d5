//! Accepts connections and carries them to the door until told to stop.

use std::convert::Infallible;
use std::future::Future;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use hyper::body::Incoming;
use hyper::service::service_fn;
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use hyper_util::server::conn::auto;
use hyper_util::server::graceful::{GracefulShutdown, Watcher};
use socket2::SockRef;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Semaphore, watch};
use tokio_io_timeout::TimeoutWriter;

use super::tls::Tls;
use super::{Gateway, linger};

/// How long a connection may take to agree on a key.
const HANDSHAKE: Duration = Duration::from_secs(10);
/// How long a connection may take to send its headers, and may stay open without a request.
const PATIENCE: Duration = Duration::from_secs(60);
/// Connections served at once; further ones wait in the kernel's queue.
const MOST_CONNECTIONS: usize = 20_000;
/// Bytes that may wait in the kernel unsent, for each connection. Without a bound it takes megabytes of what a slow
/// reader will not read before anybody here notices.
const UNSENT: u32 = 128 * 1024;
/// Pause after a failed accept, which mostly means that file descriptors ran out.
const BREATH: Duration = Duration::from_millis(100);

/// How the end went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Drained {
    /// Every request got its answer.
    Fully,
    /// The grace was over before; what was left was cut off.
    CutOff,
}

/// Serves until `stop` resolves, then answers what is under way for at most `grace`.
pub async fn serve(
    gateway: Arc<Gateway>,
    listener: TcpListener,
    tls: Option<Arc<Tls>>,
    stop: impl Future<Output = ()>,
    grace: Duration,
) -> Drained {
    let mut builder = auto::Builder::new(TokioExecutor::new());
    builder.http1().timer(TokioTimer::new()).header_read_timeout(PATIENCE);
    builder
        .http2()
        .timer(TokioTimer::new())
        .keep_alive_interval(PATIENCE / 2)
        .max_concurrent_streams(200);
    let builder = Arc::new(builder);
    let places = Arc::new(Semaphore::new(MOST_CONNECTIONS));
    let graceful = GracefulShutdown::new();
    let (cut, _) = watch::channel(false);
    tokio::pin!(stop);
    loop {
        let place = tokio::select! {
            () = &mut stop => break,
            place = places.clone().acquire_owned() => place,
        };
        let (stream, peer) = tokio::select! {
            () = &mut stop => break,
            accepted = listener.accept() => match accepted {
                Ok(accepted) => accepted,
                Err(error) => {
                    tracing::warn!(%error, "cannot accept a connection");
                    tokio::time::sleep(BREATH).await;
                    continue;
                }
            },
        };
        let connection = connect(&gateway, &builder, stream, tls.clone(), peer, graceful.watcher());
        let mut cut = cut.subscribe();
        tokio::spawn(async move {
            tokio::select! {
                () = connection => {}
                _ = cut.wait_for(|cut| *cut) => {}
            }
            drop(place);
        });
    }
    drop(listener);
    gateway.drain();
    let drained = tokio::time::timeout(grace, graceful.shutdown()).await;
    let _ = cut.send(true);
    if drained.is_ok() { Drained::Fully } else { Drained::CutOff }
}

fn connect(
    gateway: &Arc<Gateway>,
    builder: &Arc<auto::Builder<TokioExecutor>>,
    stream: TcpStream,
    tls: Option<Arc<Tls>>,
    peer: SocketAddr,
    watcher: Watcher,
) -> impl Future<Output = ()> + Send + 'static {
    // Answers are whole: waiting for more to send only delays them.
    let _ = stream.set_nodelay(true);
    let _ = SockRef::from(&stream).set_tcp_notsent_lowat(UNSENT);
    let (gateway, builder) = (Arc::clone(gateway), Arc::clone(builder));
    // Who takes nothing for so long is gone, whatever is being sent to them.
    let mut stream = TimeoutWriter::new(stream);
    stream.set_timeout(Some(gateway.stall()));
    let stream = Box::pin(stream);
    async move {
        let Some(tls) = tls else {
            return carry(gateway, &builder, stream, peer, watcher).await;
        };
        match tokio::time::timeout(HANDSHAKE, tls.acceptor().accept(stream)).await {
            Ok(Ok(stream)) => carry(gateway, &builder, stream, peer, watcher).await,
            Ok(Err(error)) => tracing::debug!(%error, "no TLS came about"),
            Err(_) => tracing::debug!("TLS took too long"),
        }
    }
}

/// Answers what comes over a connection until it ends.
async fn carry<S: AsyncRead + AsyncWrite + Unpin + Send + 'static>(
    gateway: Arc<Gateway>,
    builder: &auto::Builder<TokioExecutor>,
    stream: S,
    peer: SocketAddr,
    watcher: Watcher,
) {
    let service = service_fn(move |request: hyper::Request<Incoming>| {
        let gateway = Arc::clone(&gateway);
        async move { Ok::<_, Infallible>(gateway.answer(request.map(linger::body), peer).await) }
    });
    let connection = builder.serve_connection_with_upgrades(TokioIo::new(stream), service);
    // A connection that breaks off is the client's business.
    if let Err(error) = watcher.watch(connection).await {
        tracing::debug!(%error, "connection ended");
    }
}
