//! Text out of the HTML that some products keep descriptions in: its words and paragraphs, not its looks.

/// The text of a piece of HTML. What has no tag in it comes back as it was.
pub fn text(html: &str) -> String {
    if !html.contains('<') {
        return html.to_owned();
    }
    let mut said = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(start) = rest.find('<') {
        said.push_str(&entities(&rest[..start]));
        let Some(end) = rest[start..].find('>').map(|end| start + end) else {
            said.push_str(&rest[start..]);
            rest = "";
            break;
        };
        let tag = rest[start + 1..end].trim().trim_end_matches('/').trim().to_lowercase();
        let name = tag.split_whitespace().next().unwrap_or_default();
        said.push_str(match name {
            "br" | "/div" | "/li" | "/tr" => "\n",
            "/p" | "/h1" | "/h2" | "/h3" | "/ul" | "/ol" | "/table" | "/blockquote" => "\n\n",
            "li" => "- ",
            "b" | "/b" | "strong" | "/strong" => "**",
            "code" | "/code" => "`",
            _ => "",
        });
        rest = &rest[end + 1..];
    }
    said.push_str(&entities(rest));
    let mut lines: Vec<&str> = Vec::new();
    for line in said.lines().map(str::trim_end) {
        if !line.is_empty() || lines.last().is_some_and(|last| !last.is_empty()) {
            lines.push(line);
        }
    }
    lines.join("\n").trim().to_owned()
}

fn entities(text: &str) -> String {
    let plain = [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&#39;", "'"),
        ("&nbsp;", " "),
        ("&amp;", "&"),
    ];
    plain.iter().fold(text.to_owned(), |text, (from, to)| text.replace(from, to))
}

#[cfg(test)]
mod tests {
    #[test]
    fn words_and_paragraphs_stay() {
        let html = "<p>One &amp; <b>two</b><br>three</p><ul><li><p>a</p></li><li>b</li></ul>2 < 3";
        assert_eq!(super::text(html), "One & **two**\nthree\n\n- a\n\n- b\n\n2 < 3");
        assert_eq!(super::text("plain &amp; simple"), "plain &amp; simple");
    }
}
