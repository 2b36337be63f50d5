//! Bytes to text: exports are UTF-8 with or without a mark, UTF-16, or what Windows wrote.

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};

/// The text of a file, and the name of the encoding it was read as. `named` overrides what the bytes suggest.
pub fn text<'a>(bytes: &'a [u8], named: Option<&str>) -> (Cow<'a, str>, &'static str) {
    let given = named.and_then(|name| Encoding::for_label(name.trim().as_bytes()));
    let encoding = match (given, Encoding::for_bom(bytes)) {
        (Some(encoding), _) | (None, Some((encoding, _))) => encoding,
        (None, None) if std::str::from_utf8(bytes).is_ok() => UTF_8,
        (None, None) => WINDOWS_1252,
    };
    let (text, used, _) = encoding.decode(bytes);
    (text, used.name())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_and_bytes_tell_the_encoding() {
        assert_eq!(text(b"\xEF\xBB\xBFa\xC3\xA4", None), ("a\u{e4}".into(), "UTF-8"));
        assert_eq!(text(b"\xFF\xFEa\x00\xE4\x00", None), ("a\u{e4}".into(), "UTF-16LE"));
        assert_eq!(text(b"a\xE4\x80", None), ("a\u{e4}\u{20ac}".into(), "windows-1252"));
        assert_eq!(text(b"\x82\xA0", Some("shift_jis")), ("\u{3042}".into(), "Shift_JIS"));
        assert_eq!(text(b"a", Some("no such thing")).1, "UTF-8");
    }
}
