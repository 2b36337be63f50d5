//! WebSocket frames as bytes: whole ones out of what was read, and our own.

/// What one frame says.
pub enum Frame<'a> {
    Text(&'a [u8]),
    Close,
}

/// Takes the first frame; answers it and how many bytes it took, or nothing when it is not whole. Servers send text
/// unmasked and unfragmented.
pub fn first(bytes: &[u8]) -> Option<(Frame<'_>, usize)> {
    let (kind, short) = (*bytes.first()?, *bytes.get(1)?);
    let (head, length) = match short {
        126 => (4, usize::from(u16::from_be_bytes(bytes.get(2..4)?.try_into().ok()?))),
        127 => (10, usize::try_from(u64::from_be_bytes(bytes.get(2..10)?.try_into().ok()?)).ok()?),
        short => (2, usize::from(short)),
    };
    let payload = bytes.get(head..head + length)?;
    let frame = match kind {
        0x81 => Frame::Text(payload),
        0x88 => Frame::Close,
        other => panic!("a frame that no server here sends: {other:#x}"),
    };
    Some((frame, head + length))
}

/// A text from a client. Its mask is nought, which changes nothing: the mask guards proxies, and there is none.
pub fn text(text: &str) -> Vec<u8> {
    let mut bytes = vec![0x81];
    match u16::try_from(text.len()).unwrap() {
        length @ 0..126 => bytes.push(0x80 | u8::try_from(length).unwrap()),
        length => {
            bytes.push(0x80 | 126);
            bytes.extend(length.to_be_bytes());
        }
    }
    bytes.extend([0; 4]);
    bytes.extend(text.as_bytes());
    bytes
}
