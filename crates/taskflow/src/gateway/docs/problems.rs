//! Every problem code with a sentence. A test compares the list with the codes in the source.

use super::page::{escape, page};

/// Code, and what it means to whoever gets it.
pub const PROBLEMS: &[(&str, &str)] = &[("unknown_path", "There is nothing at this path.")];

fn page_body() -> String {
    PROBLEMS.iter().fold(String::new(), |html, (code, about)| {
        format!("{html}<dt id=\"{code}\"><code>{code}</code></dt><dd>{}</dd>\n", escape(about))
    })
}

/// The page at `/api/docs/problems`; each problem's `type` leads to its line.
pub fn page_of_problems() -> String {
    let intro = "<p>Every refusal is <code>application/problem+json</code> (RFC 9457) with one of these as \
                 <code>code</code>; faults in a body carry theirs in <code>errors</code>.</p>\n";
    page("Problem codes", &format!("{intro}<dl>\n{}</dl>", page_body()))
}
