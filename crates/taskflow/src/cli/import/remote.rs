//! An import into a running server, over its API.

use std::io::{IsTerminal, Write};
use std::path::Path;
use std::time::Duration;

use serde_json::{Value, json};

use super::{Failure, Options, print, wrong};
use crate::base::ids;
use crate::cli::{FAILED, say};
use crate::transfer::{Format, ImportJob, JobState, Upload};

/// Uploads, starts, and waits for the end.
pub fn run(
    options: &Options,
    format: Format,
    url: &str,
    token: &Path,
    upload: &Upload,
) -> Result<(), Failure> {
    let token = std::fs::read_to_string(token).map_err(|error| wrong(token, error))?;
    let server = Server {
        base: format!("{}/api/v1", url.trim_end_matches('/')),
        token: token.trim().to_owned(),
    };
    let path = format!("/workspaces/{}/imports/{}", options.workspace, format.name());
    let (kind, body) = form(upload)?;
    let people = options.people.join(",");
    let mut job = server.post(&path, &[("people", &people)], &kind, &body)?;
    if options.dry_run {
        if let Some(proposal) = &job.proposal {
            say(&serde_json::to_string_pretty(&proposal.mapping)?)?;
        }
        server.post(&format!("/imports/{}/cancel", job.id), &[], "application/json", b"")?;
        return print(&job.report);
    }
    job = server.post(&format!("/imports/{}/start", job.id), &[], "application/json", b"")?;
    let shows = std::io::stderr().is_terminal();
    while job.state == JobState::Running {
        std::thread::sleep(Duration::from_millis(300));
        job = server.get(&format!("/imports/{}", job.id))?;
        if shows {
            let _ = write!(std::io::stderr(), "\r{} of {} ", job.done, job.total);
        }
    }
    if shows {
        let _ = writeln!(std::io::stderr());
    }
    print(&job.report)?;
    match job.state {
        JobState::Done => Ok(()),
        state => Err(Failure {
            text: job.error.unwrap_or_else(|| state.name().to_owned()),
            code: FAILED,
        }),
    }
}

struct Server {
    base: String,
    token: String,
}

impl Server {
    fn post(
        &self,
        path: &str,
        query: &[(&str, &str)],
        kind: &str,
        body: &[u8],
    ) -> Result<ImportJob, Failure> {
        let mut request = ureq::post(format!("{}{path}", self.base))
            .config()
            .http_status_as_error(false)
            .build()
            .header("Authorization", format!("Bearer {}", self.token))
            .content_type(kind);
        for (name, value) in query.iter().filter(|(_, value)| !value.is_empty()) {
            request = request.query(*name, *value);
        }
        read(request.send(body)?)
    }

    fn get(&self, path: &str) -> Result<ImportJob, Failure> {
        let request = ureq::get(format!("{}{path}", self.base))
            .config()
            .http_status_as_error(false)
            .build();
        read(request.header("Authorization", format!("Bearer {}", self.token)).call()?)
    }
}

fn read(mut reply: ureq::http::Response<ureq::Body>) -> Result<ImportJob, Failure> {
    let text = reply.body_mut().with_config().limit(64 << 20).read_to_string()?;
    if reply.status().is_success() {
        return Ok(serde_json::from_str(&text)?);
    }
    let problem: Value = serde_json::from_str(&text).unwrap_or_else(|_| json!({}));
    let detail = problem["detail"].as_str().unwrap_or("the server refused it");
    Err(Failure { text: format!("{}: {detail}", reply.status()), code: FAILED })
}

/// A form with the files, the mapping and the name; its media type and its bytes.
fn form(upload: &Upload) -> Result<(String, Vec<u8>), Failure> {
    let boundary = format!("taskflow-{}", hex::encode(ids::random::<12>()));
    let mut body = Vec::new();
    let mut part = |name: &str, file: Option<&str>, bytes: &[u8]| {
        let file = file.map_or_else(String::new, |file| {
            format!("; filename=\"{}\"", file.replace(['"', '\r', '\n'], "_"))
        });
        let head = format!("--{boundary}\r\ncontent-disposition: form-data; name=\"{name}\"{file}\r\n\r\n");
        body.extend_from_slice(head.as_bytes());
        body.extend_from_slice(bytes);
        body.extend_from_slice(b"\r\n");
    };
    upload.files.iter().for_each(|file| part("file", Some(&file.name), &file.bytes));
    if let Some(mapping) = &upload.mapping {
        part("mapping", None, &serde_json::to_vec(mapping)?);
    }
    upload.name.iter().for_each(|name| part("name", None, name.as_bytes()));
    body.extend_from_slice(format!("--{boundary}--\r\n").as_bytes());
    Ok((format!("multipart/form-data; boundary={boundary}"), body))
}
