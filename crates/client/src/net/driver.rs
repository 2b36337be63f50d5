//! The task that keeps copies live: connects, applies what comes, and comes back.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::time::Duration;

use futures_util::{SinkExt, StreamExt};
use tokio::net::TcpStream;
use tokio::sync::{Notify, broadcast, watch};
use tokio::task::JoinSet;
use tokio::time::{Instant, sleep_until, timeout};
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tokio_tungstenite::tungstenite::http::HeaderValue;
use tokio_tungstenite::tungstenite::protocol::WebSocketConfig;
use tokio_tungstenite::tungstenite::{Error as WsError, Message};
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, connect_async_with_config};

use super::backoff::{Backoff, at_random};
use super::close::Again;
use super::connection::{Ended, Event, State, What};
use super::http::{Failure, Server};
use super::jobs::{self, Done, Shared, lock};
use super::say::Say;
use crate::{Frame, Outcome, Stream};

type Socket = WebSocketStream<MaybeTlsStream<TcpStream>>;

const PROTOCOL: &str = "taskflow.sync.v1";
/// Opening a connection, up to the server's welcome.
const PATIENCE: Duration = Duration::from_secs(20);
/// Bytes of a frame that are read: one command is never split, so it may be large.
const MAX_FRAME: usize = 64 * 1024 * 1024;
/// Bytes read at once: thousands of connections may stand in one process.
const BUFFER: usize = 4 * 1024;

pub(super) struct Driver {
    server: Server,
    replicas: Arc<BTreeMap<Stream, Shared>>,
    state: watch::Sender<State>,
    moved: watch::Sender<u64>,
    events: broadcast::Sender<Event>,
    cut: Arc<Notify>,
    jobs: JoinSet<Done>,
    backoff: Backoff,
    /// Copies that wait for a snapshot or the log: they are subscribed when that has come.
    away: BTreeSet<Stream>,
    /// Copies that will be subscribed again because something is missing.
    asking: BTreeSet<Stream>,
    silence: Duration,
}

/// How a connection ended.
enum Cut {
    Lost,
    Closed(u16),
    SignedOut,
}

impl From<WsError> for Cut {
    fn from(_: WsError) -> Self {
        Self::Lost
    }
}

impl From<Failure> for Cut {
    fn from(failure: Failure) -> Self {
        if failure.is_signed_out() { Self::SignedOut } else { Self::Lost }
    }
}

impl Driver {
    pub(super) fn new(
        server: Server,
        replicas: Arc<BTreeMap<Stream, Shared>>,
        state: watch::Sender<State>,
        moved: watch::Sender<u64>,
        events: broadcast::Sender<Event>,
        cut: Arc<Notify>,
        backoff: Backoff,
    ) -> Self {
        Self {
            server,
            replicas,
            state,
            moved,
            events,
            cut,
            jobs: JoinSet::new(),
            backoff,
            away: BTreeSet::new(),
            asking: BTreeSet::new(),
            silence: PATIENCE,
        }
    }

    pub(super) async fn run(mut self) {
        let ended = loop {
            self.state.send_replace(State::Connecting);
            let cut = match self.session().await {
                Ok(never) => match never {},
                Err(cut) => cut,
            };
            match cut {
                Cut::SignedOut => break Ended::SignedOut,
                Cut::Closed(code) => match Again::after(Some(code)) {
                    Again::Yes | Again::NewTicket => {}
                    Again::AfterSignIn => break Ended::SignedOut,
                    Again::No => break Ended::Closed(code),
                },
                Cut::Lost => {}
            }
            self.state.send_replace(State::Waiting);
            tokio::time::sleep(self.backoff.wait()).await;
        };
        self.state.send_replace(State::Ended(ended));
    }

    /// One connection, from its ticket to its end.
    async fn session(&mut self) -> Result<std::convert::Infallible, Cut> {
        self.asking.clear();
        for (stream, replica) in Arc::clone(&self.replicas).iter() {
            if lock(replica).token().is_none() {
                self.restart(*stream, Duration::ZERO);
            }
        }
        let mut socket = timeout(PATIENCE, self.open()).await.map_err(|_| Cut::Lost)??;
        let mut heard = Instant::now();
        loop {
            let silent = sleep_until(heard + self.silence);
            tokio::select! {
                message = socket.next() => {
                    heard = Instant::now();
                    self.hear(&mut socket, message.ok_or(Cut::Lost)??).await?;
                }
                Some(done) = self.jobs.join_next(), if !self.jobs.is_empty() => {
                    // A job that was ended came to nothing.
                    if let Ok(done) = done {
                        self.done(&mut socket, done).await?;
                    }
                }
                () = silent => return Err(Cut::Lost),
                () = self.cut.notified() => return Err(Cut::Lost),
            }
        }
    }

    async fn open(&mut self) -> Result<Socket, Cut> {
        let ticket = self.server.ticket().await?;
        let mut request = self.server.socket().into_client_request()?;
        request
            .headers_mut()
            .insert("sec-websocket-protocol", HeaderValue::from_static(PROTOCOL));
        let config = WebSocketConfig::default()
            .read_buffer_size(BUFFER)
            .write_buffer_size(0)
            .max_write_buffer_size(1024 * 1024)
            .max_message_size(Some(MAX_FRAME))
            .max_frame_size(Some(MAX_FRAME));
        let (mut socket, _) = connect_async_with_config(request, Some(config), true).await?;
        let mut hello = Say::hello().with_ticket(ticket);
        for (stream, replica) in self.replicas.iter() {
            let replica = lock(replica);
            if !self.away.contains(stream) && replica.token().is_some() {
                hello.follow(&replica);
            }
        }
        socket.send(Message::text(hello.text())).await?;
        Ok(socket)
    }

    async fn hear(&mut self, socket: &mut Socket, message: Message) -> Result<(), Cut> {
        let text = match message {
            Message::Text(text) => text,
            Message::Close(frame) => {
                return Err(frame.map_or(Cut::Lost, |frame| Cut::Closed(frame.code.into())));
            }
            _ => return Ok(()),
        };
        // A server that speaks what cannot be read is come back to later.
        let frame = Frame::read(&text).map_err(|_| Cut::Lost)?;
        match frame {
            Frame::Welcome(welcome) => {
                self.silence = Duration::from_secs(welcome.ping_s.max(1) * 2);
                self.backoff.succeeded();
                self.state.send_replace(State::Open);
            }
            Frame::Notice(notice) => self.backoff.told(notice.backoff_ms),
            Frame::Ping(ping) => {
                socket.send(Message::text(Say::Pong.text())).await?;
                for (stream, token) in ping.positions {
                    let position = [(stream, token)].into();
                    self.apply(stream, Frame::Ping(crate::Ping { positions: position }));
                }
            }
            Frame::Presence(presence) => {
                self.tell(presence.workspace, What::Presence(Arc::new(presence)));
            }
            Frame::Error(problem) => {
                if let Some(stream) = problem.workspace {
                    self.tell(stream, What::Error(Arc::new(problem)));
                }
            }
            frame => {
                if let Some(stream) = frame.stream() {
                    if matches!(frame, Frame::Resume(_)) {
                        self.asking.remove(&stream);
                    }
                    self.apply(stream, frame);
                }
            }
        }
        Ok(())
    }

    fn apply(&mut self, stream: Stream, frame: Frame) {
        let outcome = match self.replicas.get(&stream) {
            Some(replica) if !self.away.contains(&stream) => lock(replica).apply(frame),
            _ => return,
        };
        self.follow_up(stream, outcome);
    }

    /// Does what an outcome asks for.
    fn follow_up(&mut self, stream: Stream, outcome: Outcome) {
        match outcome {
            Outcome::Applied(applied) => self.tell(stream, What::Applied(Arc::new(applied))),
            Outcome::Live => self.tell(stream, What::Live),
            Outcome::Gap => {
                if self.asking.insert(stream) {
                    jobs::subscribe_soon(&mut self.jobs, stream);
                }
            }
            Outcome::ReadLog => {
                if let Some(replica) = self.replicas.get(&stream).filter(|_| self.away.insert(stream)) {
                    jobs::log(&mut self.jobs, &self.server, replica);
                }
            }
            Outcome::Reset(reset) => {
                self.tell(stream, What::Reset(reset.reason.into()));
                self.restart(stream, at_random(reset.min_delay_ms, reset.max_delay_ms));
            }
            Outcome::Gone => {
                self.away.insert(stream);
                self.tell(stream, What::Gone);
            }
            Outcome::Dropped => self.moved.send_modify(|count| *count += 1),
            Outcome::Ignored => {}
        }
        self.fetch(stream);
    }

    async fn done(&mut self, socket: &mut Socket, done: Done) -> Result<(), Cut> {
        match done {
            Done::SignedOut => return Err(Cut::SignedOut),
            Done::Snapshot(stream) => {
                self.away.remove(&stream);
                self.tell(stream, What::Snapshot);
                self.subscribe(socket, stream).await?;
            }
            Done::Subscribe(stream) => {
                if self.asking.contains(&stream) && !self.away.contains(&stream) {
                    self.subscribe(socket, stream).await?;
                }
            }
            Done::Fetched(stream, fetch, read) => {
                if matches!(&read, Err(failure) if failure.is_signed_out()) {
                    return Err(Cut::SignedOut);
                }
                let Some(replica) = self.replicas.get(&stream) else {
                    return Ok(());
                };
                let applied = match read {
                    Ok(part) => lock(replica).fetched(fetch.id, part),
                    Err(_) => {
                        lock(replica).fetch_failed(fetch.id);
                        crate::Applied::default()
                    }
                };
                self.tell(stream, What::Applied(Arc::new(applied)));
                self.fetch(stream);
            }
            Done::Log(stream, outcomes) => {
                self.away.remove(&stream);
                for outcome in outcomes {
                    // Only its last one asks for something else than to go on.
                    if !matches!(outcome, Outcome::ReadLog | Outcome::Gap) {
                        self.follow_up(stream, outcome);
                    }
                }
                if !self.away.contains(&stream) {
                    self.subscribe(socket, stream).await?;
                }
            }
        }
        Ok(())
    }

    async fn subscribe(&mut self, socket: &mut Socket, stream: Stream) -> Result<(), Cut> {
        let Some(replica) = self.replicas.get(&stream) else {
            return Ok(());
        };
        let subscribe = Say::subscribe(&lock(replica)).text();
        Ok(socket.send(Message::text(subscribe)).await?)
    }

    /// Asks for a snapshot, unless that is being done.
    fn restart(&mut self, stream: Stream, after: Duration) {
        if let Some(replica) = self.replicas.get(&stream).filter(|_| self.away.insert(stream)) {
            jobs::snapshot(&mut self.jobs, &self.server, replica, after);
        }
    }

    fn fetch(&mut self, stream: Stream) {
        let Some(replica) = self.replicas.get(&stream) else {
            return;
        };
        while let Some(fetch) = { lock(replica).next_fetch() } {
            jobs::fetch(&mut self.jobs, &self.server, stream, fetch);
        }
    }

    fn tell(&self, stream: Stream, what: What) {
        self.moved.send_modify(|count| *count += 1);
        // Nobody has to listen.
        let _ = self.events.send(Event { stream, what });
    }
}
