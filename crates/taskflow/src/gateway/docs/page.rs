//! A plain page: no script, one style.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};

const STYLE: &str = "body{font:16px/1.6 system-ui,sans-serif;max-width:46rem;margin:3rem auto;padding:0 1rem;\
color:#1c2330;background:#fff}a{color:#1a5fd0}h1{font-size:1.6rem}code{background:#eef1f6;padding:.1em .3em;\
border-radius:.2em}dt{margin-top:1rem}dd{margin-left:0}dt:target{background:#fff3c4}\
@media(prefers-color-scheme:dark){body{color:#dfe5ee;background:#12161d}a{color:#8ab8ff}code{background:#232a36}\
dt:target{background:#4a3f10}}";

/// Allows the one style by its hash, and nothing else.
pub fn policy() -> String {
    let hash = STANDARD.encode(Sha256::digest(STYLE));
    format!(
        "default-src 'none'; style-src 'sha256-{hash}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )
}

/// A whole page around a title and a body.
pub fn page(title: &str, body: &str) -> String {
    format!(
        "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\
         <title>{title}</title><style>{STYLE}</style></head>\n<body>\n<h1>{title}</h1>\n{body}\n</body></html>\n"
    )
}

/// What stands at the root when the web app is not in the binary.
pub fn welcome() -> String {
    let body = concat!(
        "<p>This is a TaskFlow server, version ",
        env!("CARGO_PKG_VERSION"),
        ": project and task management for technical teams.</p>\n\
         <p>The web app is not part of this build: <code>scripts/web.sh build</code> makes it, and the server that is \
         built after it has it inside. <code>make run</code> does both.</p>\n<ul>\n",
        "<li><a href=\"/api/docs/\">API reference</a></li>\n",
        "<li><a href=\"/api/v1/openapi.json\">OpenAPI description</a></li>\n",
        "<li><a href=\"/api/docs/problems\">Problem codes</a></li>\n",
        "<li><a href=\"/health\">Health</a></li>\n</ul>",
    );
    page("TaskFlow", body)
}

/// Text as HTML.
pub fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}
