//! A server's text frame (RFC 6455 §5.2): unmasked and in one piece.

use bytes::{Buf, BufMut, Bytes, BytesMut, buf::Chain};

/// The last piece of a message, a text.
const FINAL_TEXT: u8 = 0x81;
/// As much as goes out together with the head, so that a usual frame is one write.
const TOGETHER: usize = 4 * 1024;

/// The frame's bytes: its head with a copy of how the text begins, and the rest of the text itself.
pub fn text(mut text: Bytes) -> Chain<Bytes, Bytes> {
    let begin = text.split_to(text.len().min(TOGETHER));
    let mut head = BytesMut::with_capacity(10 + begin.len());
    head.put_u8(FINAL_TEXT);
    match begin.len() + text.len() {
        #[allow(clippy::cast_possible_truncation)] // The arms say how large it is.
        length @ 0..126 => head.put_u8(length as u8),
        #[allow(clippy::cast_possible_truncation)]
        length @ 126..=0xffff => {
            head.put_u8(126);
            head.put_u16(length as u16);
        }
        length => {
            head.put_u8(127);
            head.put_u64(length as u64);
        }
    }
    head.put(begin);
    head.freeze().chain(text)
}

#[cfg(test)]
mod tests {
    use tokio_tungstenite::tungstenite::protocol::frame::Frame;
    use tokio_tungstenite::tungstenite::protocol::frame::coding::{Data, OpCode};

    use super::*;

    #[test]
    fn it_is_what_the_library_writes() {
        for length in [0, 1, 125, 126, 127, 4095, 4096, 4097, 65_535, 65_536, 100_000] {
            let said = Bytes::from(vec![b'x'; length]);
            let mut ours = text(said.clone());
            let mut theirs = Vec::new();
            Frame::message(said, OpCode::Data(Data::Text), true)
                .format(&mut theirs)
                .unwrap();
            assert_eq!(ours.copy_to_bytes(ours.remaining()), theirs, "{length} bytes");
        }
    }
}
