//! Services that are programs of Python: real ones, or written by others' libraries.

use std::ffi::OsStr;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

/// One that runs beside the cases.
pub struct Service {
    /// What it said when it was ready.
    pub said: String,
    /// Its standard input ends with this process, and it with that.
    _child: Child,
}

impl Service {
    /// Starts a program of `tests/it`, and waits for its first line.
    pub fn start<A: AsRef<OsStr>>(program: &str, arguments: impl IntoIterator<Item = A>) -> Self {
        let mut child = Command::new(python())
            .arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it").join(program))
            .args(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let said = line.trim().to_owned();
        assert!(!said.is_empty(), "{program} does not start");
        Self { said, _child: child }
    }
}

/// A Python with the packages of scripts/python.txt, made when it is missing.
fn python() -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let made = Command::new(root.join("scripts/python.sh")).output().unwrap();
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    String::from_utf8(made.stdout).unwrap().trim().to_owned()
}
