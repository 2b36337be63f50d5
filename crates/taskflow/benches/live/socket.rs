//! One socket, at the cost of a descriptor and a few hundred bytes: thousands stand in this process.

use std::cell::RefCell;
use std::io::{Error, ErrorKind, Result};
use std::rc::Rc;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use super::frames::{self, Frame};

/// Bytes read at once, into memory that all sockets share.
const READ: usize = 64 * 1024;

pub struct Socket {
    stream: TcpStream,
    /// The beginning of a frame that is not whole yet.
    rest: Vec<u8>,
    shared: Shared,
}

pub type Shared = Rc<RefCell<Vec<u8>>>;

pub fn shared() -> Shared {
    Rc::new(RefCell::new(vec![0; READ]))
}

/// What is said to be let in.
pub struct Knock {
    pub upgrade: String,
    /// The first frame, or nothing.
    pub hello: Vec<u8>,
}

impl Socket {
    /// # Errors
    /// When the server does not take it.
    pub async fn open(address: &str, knock: &Knock, shared: Shared) -> Result<Self> {
        let mut stream = TcpStream::connect(address).await?;
        stream.set_nodelay(true)?;
        // Dropped, it breaks off at once, as a network does.
        stream.set_zero_linger()?;
        stream.write_all(knock.upgrade.as_bytes()).await?;
        let mut rest = Vec::with_capacity(1024);
        let head = loop {
            if let Some(at) = rest.windows(4).position(|window| window == b"\r\n\r\n") {
                break at + 4;
            }
            if stream.read_buf(&mut rest).await? == 0 {
                return Err(ErrorKind::UnexpectedEof.into());
            }
        };
        if !rest.starts_with(b"HTTP/1.1 101") {
            return Err(Error::other(String::from_utf8_lossy(&rest).into_owned()));
        }
        stream.write_all(&knock.hello).await?;
        Ok(Self { stream, rest: rest[head..].to_vec(), shared })
    }

    /// Waits until something comes and hands over each frame that is whole.
    ///
    /// # Errors
    /// When the connection is over.
    pub async fn read(&mut self, mut each: impl FnMut(&[u8])) -> Result<()> {
        // The first frame may have come together with the answer to the upgrade.
        let taken = hand_over(&self.rest, &mut each)?;
        if taken > 0 {
            self.rest.drain(..taken);
            return Ok(());
        }
        self.stream.readable().await?;
        let mut shared = self.shared.borrow_mut();
        let read = match self.stream.try_read(&mut shared) {
            Ok(0) => return Err(ErrorKind::UnexpectedEof.into()),
            Ok(read) => read,
            Err(error) if error.kind() == ErrorKind::WouldBlock => return Ok(()),
            Err(error) => return Err(error),
        };
        if self.rest.is_empty() {
            let taken = hand_over(&shared[..read], &mut each)?;
            self.rest = shared[taken..read].to_vec();
        } else {
            self.rest.extend(&shared[..read]);
            let taken = hand_over(&self.rest, &mut each)?;
            self.rest = self.rest[taken..].to_vec();
        }
        Ok(())
    }

    /// # Errors
    /// When the connection is over.
    pub async fn write(&mut self, frame: &[u8]) -> Result<()> {
        self.stream.write_all(frame).await
    }
}

fn hand_over(bytes: &[u8], each: &mut impl FnMut(&[u8])) -> Result<usize> {
    let mut taken = 0;
    while let Some((frame, length)) = frames::first(&bytes[taken..]) {
        match frame {
            Frame::Text(text) => each(text),
            Frame::Close => return Err(ErrorKind::ConnectionReset.into()),
        }
        taken += length;
    }
    Ok(taken)
}
