//! A bad network between one client and the server. It breaks when it is told to.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;

use super::wire::{Piece, Pieces};
use super::witness::{Moment, Seen, Witness};

/// How long a connection whose other end has vanished hangs: longer than both sides take to notice.
const HANGS: Duration = Duration::from_secs(8);

/// How a connection breaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Break {
    /// At once.
    Now,
    /// When half of the server's next frame has passed.
    MidFrame,
    /// At once, and again when part of what was missed meanwhile has passed.
    MidReplay,
    /// Nothing passes any more, in either direction; nobody is told.
    HalfOpen,
}

/// See the module. Its connections end with the runtime.
#[derive(Clone)]
pub struct Proxy {
    pub address: SocketAddr,
    shared: Arc<Shared>,
}

struct Shared {
    server: SocketAddr,
    order: watch::Sender<Option<Break>>,
    welcomes: watch::Sender<u64>,
    /// How many welcomes there had been at the last break.
    breaks: watch::Sender<u64>,
    seen: Mutex<Seen>,
}

impl Proxy {
    pub async fn start(server: SocketAddr) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let shared = Arc::new(Shared {
            server,
            order: watch::Sender::new(None),
            welcomes: watch::Sender::new(0),
            breaks: watch::Sender::new(0),
            seen: Mutex::default(),
        });
        let proxy = Self { address: listener.local_addr().unwrap(), shared: Arc::clone(&shared) };
        tokio::spawn(async move {
            while let Ok((client, _)) = listener.accept().await {
                tokio::spawn(carry(client, Arc::clone(&shared)));
            }
        });
        proxy
    }

    /// Breaks the client's socket, and returns once that has happened and it has come back.
    pub async fn break_once(&self, how: Break) {
        let (mut welcomes, mut breaks) = (self.shared.welcomes.subscribe(), self.shared.breaks.subscribe());
        self.shared.order.send_replace(Some(how));
        breaks.changed().await.unwrap();
        let before = *breaks.borrow();
        welcomes.wait_for(|welcomes| *welcomes > before).await.unwrap();
    }

    /// What passed, of connections that have ended.
    pub fn seen(&self) -> Seen {
        self.shared.seen().clone()
    }
}

impl Shared {
    fn seen(&self) -> std::sync::MutexGuard<'_, Seen> {
        self.seen.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// An order is carried out once.
    fn broken(&self) {
        self.order.send_replace(None);
        self.breaks.send_replace(*self.welcomes.borrow());
    }
}

async fn carry(mut client: TcpStream, shared: Arc<Shared>) {
    let Ok(mut server) = TcpStream::connect(shared.server).await else {
        return;
    };
    client.set_nodelay(true).unwrap();
    server.set_nodelay(true).unwrap();
    let mut asked = Pieces::default();
    let head = loop {
        let Some(bytes) = read(&mut client).await else {
            return;
        };
        asked.push(&bytes);
        if let Some(head) = asked.head() {
            break head;
        }
    };
    let is_socket = head.starts_with(b"GET /api/v1/ws ");
    if server.write_all(&head).await.is_err() {
        return;
    }
    if is_socket {
        let witness = Witness::default();
        let mut line = Line { client, server, asked, told: Pieces::default(), witness, shared };
        let _ended = line.carry().await;
        line.shared.seen().add(line.witness.seen);
    } else {
        let rest = asked.rest();
        if server.write_all(&rest).await.is_ok() {
            let _ended = tokio::io::copy_bidirectional(&mut client, &mut server).await;
        }
    }
}

/// One WebSocket.
struct Line {
    client: TcpStream,
    server: TcpStream,
    asked: Pieces,
    told: Pieces,
    witness: Witness,
    shared: Arc<Shared>,
}

impl Line {
    /// Until an end; `None` is one.
    async fn carry(&mut self) -> Option<()> {
        let answer = loop {
            let bytes = read(&mut self.server).await?;
            self.told.push(&bytes);
            if let Some(head) = self.told.head() {
                break head;
            }
        };
        self.client.write_all(&answer).await.ok()?;
        let mut order = self.shared.order.subscribe();
        let replays = *order.borrow() == Some(Break::MidReplay);
        let mut welcomed = false;
        loop {
            while let Some(piece) = self.asked.piece() {
                piece.text.iter().for_each(|text| self.witness.hears(text));
                self.server.write_all(&piece.bytes).await.ok()?;
            }
            while let Some(piece) = self.told.piece() {
                let how = *order.borrow();
                if welcomed && how == Some(Break::MidFrame) {
                    self.half(&piece).await;
                    self.shared.broken();
                    return None;
                }
                let moment = piece.text.as_ref().map_or(Moment::Any, |text| self.witness.sees(text));
                self.client.write_all(&piece.bytes).await.ok()?;
                if moment == Moment::Welcome {
                    welcomed = true;
                    self.shared.welcomes.send_modify(|count| *count += 1);
                }
                if replays && matches!(moment, Moment::Replay | Moment::Live) {
                    self.shared.broken();
                    return None;
                }
            }
            let how = *order.borrow_and_update();
            match how {
                Some(Break::Now) if welcomed => {
                    self.shared.broken();
                    return None;
                }
                Some(Break::HalfOpen) if welcomed => {
                    self.shared.broken();
                    tokio::time::sleep(HANGS).await;
                    return None;
                }
                Some(Break::MidReplay) if !replays => return None,
                _ => {}
            }
            tokio::select! {
                bytes = read(&mut self.client) => self.asked.push(&bytes?),
                bytes = read(&mut self.server) => self.told.push(&bytes?),
                _ = order.changed() => {}
            }
        }
    }

    async fn half(&mut self, piece: &Piece) {
        let half = &piece.bytes[..piece.bytes.len() / 2];
        let _gone = self.client.write_all(half).await;
    }
}

async fn read(from: &mut TcpStream) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(16 * 1024);
    let count = from.read_buf(&mut bytes).await.ok()?;
    (count > 0).then_some(bytes)
}
