//! Jira's wiki markup as Markdown: what people use of it. The rest stays as it was written.

/// The text in Markdown.
pub fn markdown(text: &str) -> String {
    let mut lines: Vec<String> = Vec::new();
    let mut verbatim: Option<&str> = None;
    let mut quoting = false;
    let mut in_table = false;
    for line in text.replace("\r\n", "\n").split('\n') {
        let mark = line.trim();
        if let Some(end) = verbatim {
            if let Some((before, after)) = line.split_once(end) {
                lines.extend((!before.trim().is_empty()).then(|| before.to_owned()));
                lines.push("```".to_owned());
                verbatim = None;
                lines.extend((!after.trim().is_empty()).then(|| inline(after.trim())));
            } else {
                lines.push(line.to_owned());
            }
            continue;
        }
        if let Some((language, end, rest)) = opened(mark) {
            lines.push(format!("```{language}"));
            match rest.split_once(end) {
                Some((inside, after)) => {
                    lines.push(inside.to_owned());
                    lines.push("```".to_owned());
                    lines.extend((!after.trim().is_empty()).then(|| inline(after.trim())));
                }
                None => {
                    lines.extend((!rest.is_empty()).then(|| rest.to_owned()));
                    verbatim = Some(end);
                }
            }
            continue;
        }
        if mark == "{quote}" {
            quoting = !quoting;
            continue;
        }
        let (cells, head) = row(mark);
        let said = match cells {
            Some(cells) => cells,
            None => block(line),
        };
        lines.push(if quoting { format!("> {said}") } else { said });
        if let Some(columns) = head.filter(|_| !in_table) {
            lines.push(format!("|{}", " --- |".repeat(columns)));
        }
        in_table = mark.starts_with('|');
    }
    if verbatim.is_some() {
        lines.push("```".to_owned());
    }
    lines.join("\n").trim().to_owned()
}

/// `{code:rust}` or `{noformat}` at the start of a line: the language, what ends it, and the rest of the line.
fn opened(line: &str) -> Option<(&str, &'static str, &str)> {
    if let Some(rest) = line.strip_prefix("{noformat}") {
        return Some(("", "{noformat}", rest));
    }
    let (options, rest) = line.strip_prefix("{code")?.split_once('}')?;
    let language = options
        .strip_prefix(':')
        .unwrap_or_default()
        .split('|')
        .next()
        .unwrap_or_default();
    let plain = language
        .bytes()
        .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'#' | b'-'));
    Some((if plain { language } else { "" }, "{code}", rest))
}

/// A row of a table, and of a heading the number of its columns.
fn row(line: &str) -> (Option<String>, Option<usize>) {
    if line.len() < 2 || !line.starts_with('|') || !line.ends_with('|') {
        return (None, None);
    }
    let is_head = line.starts_with("||");
    let mark = if is_head { "||" } else { "|" };
    let inner = line.trim_start_matches(mark).trim_end_matches(mark);
    let cells: Vec<String> = inner.split(mark).map(|cell| inline(cell.trim())).collect();
    (Some(format!("| {} |", cells.join(" | "))), is_head.then_some(cells.len()))
}

/// Headings, lists, rules and paragraphs.
fn block(line: &str) -> String {
    let text = line.trim_start();
    if let Some((level, rest)) = heading(text) {
        return format!("{} {}", "#".repeat(level), inline(rest.trim()));
    }
    if let Some(rest) = text.strip_prefix("bq. ") {
        return format!("> {}", inline(rest));
    }
    if matches!(text.trim_end(), "----") {
        return "---".to_owned();
    }
    let marks = text.bytes().take_while(|byte| matches!(byte, b'*' | b'#' | b'-')).count();
    if (1..=8).contains(&marks) && text[marks..].starts_with(' ') {
        let bullet = if text.as_bytes()[marks - 1] == b'#' { "1." } else { "-" };
        return format!("{}{bullet} {}", "   ".repeat(marks - 1), inline(text[marks..].trim()));
    }
    inline(line.trim_end())
}

/// `h2. Title`.
fn heading(text: &str) -> Option<(usize, &str)> {
    let rest = text.strip_prefix('h')?;
    let level = usize::try_from(rest.chars().next()?.to_digit(10)?)
        .ok()
        .filter(|level| (1..=6).contains(level))?;
    rest[1..].strip_prefix(". ").map(|rest| (level, rest))
}

/// Lines longer than this are no prose; looking for marks in them would take long.
const MOST_LINE: usize = 4_000;

/// Bold, struck, code, colours, links, pictures and people within a line.
fn inline(text: &str) -> String {
    if text.len() > MOST_LINE {
        return text.to_owned();
    }
    let mut said = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let before = said.chars().next_back();
        let taken = match c {
            '{' => braces(rest),
            '[' => bracket(rest),
            '!' => picture(rest),
            '*' => wrapped(rest, '*', "**", before),
            '-' => wrapped(rest, '-', "~~", before),
            _ => None,
        };
        match taken {
            Some((out, length)) => {
                said.push_str(&out);
                rest = &rest[length..];
            }
            None => {
                said.push(c);
                rest = &rest[c.len_utf8()..];
            }
        }
    }
    said
}

/// `{{code}}`; `{color:red}` and its end say nothing that Markdown has.
fn braces(text: &str) -> Option<(String, usize)> {
    if let Some(end) = text.strip_prefix("{{").and_then(|inner| inner.find("}}")) {
        return Some((format!("`{}`", &text[2..2 + end]), end + 4));
    }
    let end = text.find('}').filter(|end| *end < 40)?;
    let name = &text[1..end];
    let drops =
        name == "color" || name.starts_with("color:") || name == "panel" || name.starts_with("panel:");
    drops.then(|| (String::new(), end + 1))
}

/// `[text|address]`, `[address]`, `[~person]`.
fn bracket(text: &str) -> Option<(String, usize)> {
    let end = text.find(']')?;
    let inner = &text[1..end];
    if let Some(person) = inner.strip_prefix('~') {
        let person = person.trim_start_matches("accountid:");
        return (!person.is_empty()).then(|| (format!("@{person}"), end + 1));
    }
    let (name, address) = match inner.split_once('|') {
        Some((name, rest)) => (name, rest.split('|').next().unwrap_or_default()),
        None => (inner, inner),
    };
    let is_address = ["http://", "https://", "mailto:"]
        .iter()
        .any(|start| address.starts_with(start));
    let spaced = address.contains(char::is_whitespace) || address.contains('>');
    (is_address && !spaced).then(|| (format!("[{name}](<{address}>)"), end + 1))
}

/// `!picture.png|width=300!`: its name, since the picture itself is not in the file.
fn picture(text: &str) -> Option<(String, usize)> {
    let end = text[1..].find('!')? + 1;
    let name = text[1..end].split('|').next().unwrap_or_default();
    let fits = name.contains('.') && !name.contains(char::is_whitespace);
    let address = name.starts_with("https://") || name.starts_with("http://");
    fits.then(|| {
        if address {
            (format!("![](<{name}>)"), end + 1)
        } else {
            (format!("`{name}`"), end + 1)
        }
    })
}

/// `*bold*` between what is no letter, on one line.
fn wrapped(text: &str, mark: char, with: &str, before: Option<char>) -> Option<(String, usize)> {
    let inner = &text[1..];
    let end = inner.find(mark)?;
    let content = &inner[..end];
    let open = before.is_none_or(|c| !c.is_alphanumeric() && c != mark);
    let closed = inner[end + 1..]
        .chars()
        .next()
        .is_none_or(|c| !c.is_alphanumeric() && c != mark);
    let tight = !content.is_empty() && !content.starts_with(' ') && !content.ends_with(' ');
    (open && closed && tight).then(|| (format!("{with}{}{with}", inline(content)), end + 2))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_people_use_becomes_markdown() {
        for (wiki, wanted) in [
            ("h2. Title *b*", "## Title **b**"),
            ("* one\n** two\n# three", "- one\n   - two\n1. three"),
            ("*Step 1: Start*", "**Step 1: Start**"),
            ("2*3*4 and -gone- but well-known", "2*3*4 and ~~gone~~ but well-known"),
            (
                "see [docs|https://example.org/a] or [https://example.org]",
                "see [docs](<https://example.org/a>) or [https://example.org](<https://example.org>)",
            ),
            ("[~accountid:12:3] [not a link]", "@12:3 [not a link]"),
            ("{{x = 1}} {color:red}red{color}", "`x = 1` red"),
            ("{code:rust}\nlet *a* = 1;\n{code}\nafter", "```rust\nlet *a* = 1;\n```\nafter"),
            ("{noformat}a{noformat} b", "```\na\n```\nb"),
            ("{code}\nopen", "```\nopen\n```"),
            ("||a||b||\n|1|2|", "| a | b |\n| --- | --- |\n| 1 | 2 |"),
            ("{quote}\nsaid\n{quote}", "> said"),
            ("!shot.png|width=3! wow!", "`shot.png` wow!"),
            ("----", "---"),
        ] {
            assert_eq!(markdown(wiki), wanted);
        }
    }
}
