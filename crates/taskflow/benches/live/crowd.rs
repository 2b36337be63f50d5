//! Many sockets that listen.

use std::rc::Rc;
use std::time::Duration;

use tokio::task::{JoinHandle, spawn_local};

use super::frames;
use super::receipts::Receipts;
use super::socket::{Shared, Socket, shared};
use super::target::Target;

/// Sockets that are opened at once, unless all are.
const BATCH: usize = 64;

/// Dropped, all are cut off.
pub struct Crowd {
    pub receipts: Rc<Receipts>,
    shared: Shared,
    listeners: Vec<JoinHandle<()>>,
}

impl Crowd {
    /// Opens them a few at a time, and waits until all are live.
    pub async fn open(target: &mut Target, size: usize) -> Self {
        target.stand_here().await;
        let mut crowd = Self {
            receipts: Rc::new(Receipts::new()),
            shared: shared(),
            listeners: Vec::new(),
        };
        for first in (0..size).step_by(BATCH) {
            let next = size.min(first + BATCH);
            crowd.come(target, first..next);
            crowd.receipts.reached(next, 0).await;
        }
        crowd
    }

    pub fn size(&self) -> usize {
        self.listeners.len()
    }

    /// All of them, at once.
    pub fn come(&mut self, target: &Target, who: std::ops::Range<usize>) {
        for number in who {
            let (address, knock) = (target.server.address.clone(), target.knock(number));
            let (receipts, shared) = (Rc::clone(&self.receipts), Rc::clone(&self.shared));
            self.listeners.push(spawn_local(async move {
                let mut socket = loop {
                    match Socket::open(&address, &knock, Rc::clone(&shared)).await {
                        Ok(socket) => break socket,
                        // Where too many come at once, some are refused and come again.
                        Err(error) => {
                            receipts.refused(&error);
                            tokio::time::sleep(Duration::from_millis(100)).await;
                        }
                    }
                };
                listen(&mut socket, &receipts).await;
            }));
        }
    }

    /// Cuts all of them off, without a word.
    pub async fn cut(&mut self) {
        self.listeners.iter().for_each(JoinHandle::abort);
        for listener in self.listeners.drain(..) {
            let _ = listener.await;
        }
        self.receipts.nobody_is_live();
    }
}

impl Drop for Crowd {
    fn drop(&mut self) {
        self.listeners.iter().for_each(JoinHandle::abort);
    }
}

async fn listen(socket: &mut Socket, receipts: &Receipts) {
    let pong = frames::text(r#"{"type":"pong"}"#);
    loop {
        let mut asked = false;
        socket
            .read(|text| asked |= receipts.frame(text))
            .await
            .expect("the server cut off a socket");
        if asked {
            socket.write(&pong).await.expect("the server cut off a socket");
        }
    }
}
