//! Embeds the web app: what `scripts/web.sh build` left in `web/dist/app`, or nothing when it has not run.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn main() -> io::Result<()> {
    let root = PathBuf::from(env::var("CARGO_MANIFEST_DIR").map_err(io::Error::other)?);
    let dist = root.join("../../web/dist");
    println!("cargo:rerun-if-changed=build.rs");
    // A folder that is always there: cargo would build anew each time for one that is missing.
    println!("cargo:rerun-if-changed={}", dist.display());

    let app = dist.join("app");
    let mut files = Vec::new();
    collect(&app, &app, &mut files)?;
    files.sort();
    let mut code = String::from("&[\n");
    for (name, path) in files {
        let _ = writeln!(code, "    ({name:?}, include_bytes!({path:?})),");
    }
    code.push(']');
    let out = PathBuf::from(env::var("OUT_DIR").map_err(io::Error::other)?);
    fs::write(out.join("web_app.rs"), code)
}

/// All files below `dir`, but those that lie there packed as well.
fn collect(top: &Path, dir: &Path, files: &mut Vec<(String, PathBuf)>) -> io::Result<()> {
    let Ok(entries) = fs::read_dir(dir) else {
        return Ok(());
    };
    for entry in entries {
        let path = entry?.path();
        if path.is_dir() {
            collect(top, &path, files)?;
            continue;
        }
        let mut packed = path.clone().into_os_string();
        packed.push(".br");
        if !Path::new(&packed).exists() {
            let name = path.strip_prefix(top).map_err(io::Error::other)?;
            files.push((name.to_string_lossy().replace('\\', "/"), path.canonicalize()?));
        }
    }
    Ok(())
}
