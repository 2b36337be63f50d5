//! The network between a client and a server: it leads to one server or another, or nowhere, and breaks when it changes.

use std::net::SocketAddr;

use tokio::io::copy_bidirectional;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::JoinHandle;

/// Closed when dropped.
pub struct Door {
    address: SocketAddr,
    to: watch::Sender<Option<SocketAddr>>,
    task: JoinHandle<()>,
}

impl Door {
    pub async fn to(server: SocketAddr) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let to = watch::Sender::new(Some(server));
        let leads = to.subscribe();
        let task = tokio::spawn(async move {
            loop {
                let (client, _) = listener.accept().await.unwrap();
                tokio::spawn(pass(client, leads.clone()));
            }
        });
        Self { address, to, task }
    }

    pub fn origin(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Cuts every connection; the next ones lead there, or nowhere.
    pub fn lead(&self, to: Option<SocketAddr>) {
        self.to.send_replace(to);
    }

    /// Cuts every connection.
    pub fn cut(&self) {
        self.to.send_modify(|_| ());
    }
}

impl Drop for Door {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn pass(mut client: TcpStream, mut leads: watch::Receiver<Option<SocketAddr>>) {
    let Some(to) = *leads.borrow_and_update() else {
        return;
    };
    // A server that is not there, and a side that hangs up, end it as well.
    let through = async {
        let mut server = TcpStream::connect(to).await?;
        copy_bidirectional(&mut client, &mut server).await
    };
    tokio::select! {
        _ = through => {}
        _ = leads.changed() => {}
    }
}
