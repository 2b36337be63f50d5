//! Cuts a WebSocket's bytes into frames, so that a proxy knows where each begins.

/// A frame as it stands on the wire.
#[derive(Debug)]
pub struct Piece {
    /// All of its bytes.
    pub bytes: Vec<u8>,
    /// What it says, when it is a text.
    pub text: Option<String>,
}

/// What has been read and is not a whole frame yet.
#[derive(Debug, Default)]
pub struct Pieces(Vec<u8>);

impl Pieces {
    pub fn push(&mut self, bytes: &[u8]) {
        self.0.extend_from_slice(bytes);
    }

    /// The head of the request or of its answer, with its empty line, once it is whole.
    pub fn head(&mut self) -> Option<Vec<u8>> {
        let end = self.0.windows(4).position(|window| window == b"\r\n\r\n")? + 4;
        Some(self.0.drain(..end).collect())
    }

    /// Whatever there is.
    pub fn rest(&mut self) -> Vec<u8> {
        std::mem::take(&mut self.0)
    }

    /// The next whole frame (RFC 6455 §5.2).
    pub fn piece(&mut self) -> Option<Piece> {
        let (first, second) = (*self.0.first()?, *self.0.get(1)?);
        let (length, at) = match second & 0x7f {
            126 => (usize::from(u16::from_be_bytes(self.0.get(2..4)?.try_into().ok()?)), 4),
            127 => (usize::try_from(u64::from_be_bytes(self.0.get(2..10)?.try_into().ok()?)).ok()?, 10),
            short => (usize::from(short), 2),
        };
        let masked = second & 0x80 != 0;
        let body = at + if masked { 4 } else { 0 };
        if self.0.len() < body + length {
            return None;
        }
        let bytes: Vec<u8> = self.0.drain(..body + length).collect();
        let text = (first & 0x0f == 1).then(|| {
            let mask: &[u8] = if masked { &bytes[at..body] } else { &[0; 4] };
            let plain = bytes[body..].iter().zip(mask.iter().cycle()).map(|(byte, mask)| byte ^ mask);
            String::from_utf8(plain.collect()).expect("texts are UTF-8")
        });
        Some(Piece { bytes, text })
    }
}
