//! HTTP that costs little, since the load shares the cores with the server: keep-alive connections that write prepared
//! bytes and read answers of known length.

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// One request, ready to be written.
pub struct Request(Vec<u8>);

impl Request {
    pub fn get(path: &str, token: &str) -> Self {
        Self::new("GET", path, token, "")
    }

    pub fn new(method: &str, path: &str, token: &str, body: &str) -> Self {
        Self::keyed(method, path, token, "", body)
    }

    /// With an idempotency key.
    pub fn keyed(method: &str, path: &str, token: &str, key: &str, body: &str) -> Self {
        let mut head = format!("{method} {path} HTTP/1.1\r\nHost: bench\r\n");
        if !token.is_empty() {
            head += &format!("Authorization: Bearer {token}\r\n");
        }
        if !key.is_empty() {
            head += &format!("Idempotency-Key: {key}\r\n");
        }
        if !body.is_empty() {
            head += &format!("Content-Type: application/json\r\nContent-Length: {}\r\n", body.len());
        }
        Self(format!("{head}\r\n{body}").into_bytes())
    }
}

/// An answer's status and body.
pub struct Reply {
    pub status: u16,
    pub body: Vec<u8>,
}

/// One keep-alive connection.
pub struct Connection {
    stream: TcpStream,
    buffer: Vec<u8>,
}

impl Connection {
    pub async fn open(address: &str) -> Self {
        let stream = TcpStream::connect(address).await.unwrap();
        stream.set_nodelay(true).unwrap();
        Self { stream, buffer: Vec::with_capacity(64 * 1024) }
    }

    pub async fn send(&mut self, request: &Request) -> Reply {
        self.stream.write_all(&request.0).await.unwrap();
        loop {
            if let Some((head, length)) = head(&self.buffer) {
                while self.buffer.len() < head + length {
                    self.fill().await;
                }
                let status = std::str::from_utf8(&self.buffer[9..12]).unwrap().parse().unwrap();
                let body = self.buffer[head..head + length].to_vec();
                self.buffer.drain(..head + length);
                return Reply { status, body };
            }
            self.fill().await;
        }
    }

    async fn fill(&mut self) {
        let read = self.stream.read_buf(&mut self.buffer).await.unwrap();
        assert!(read > 0, "the server closed a connection");
    }
}

/// Where the head of an answer ends, and how long its body is.
fn head(bytes: &[u8]) -> Option<(usize, usize)> {
    let end = bytes.windows(4).position(|window| window == b"\r\n\r\n")? + 4;
    let text = std::str::from_utf8(&bytes[..end]).unwrap();
    let length = text.split("\r\n").filter_map(|line| line.split_once(':'));
    let length = length
        .filter(|(name, _)| name.eq_ignore_ascii_case("content-length"))
        .map(|(_, value)| value.trim().parse().unwrap())
        .next();
    Some((end, length.unwrap_or(0)))
}
