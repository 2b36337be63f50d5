//! Mail as files, when no server is configured.

use std::io::Write;
use std::path::{Path, PathBuf};

use uuid::Uuid;

use super::{Letter, Passage};
use crate::config::{Config, private_file, sync_dir};

/// The folder for mail that no server takes.
pub fn outbox_folder(config: &Config) -> PathBuf {
    config.data_dir.join("outbox")
}

/// One `.eml` file a mail, readable by their owner only: they carry secrets.
pub struct Files(PathBuf);

impl Files {
    pub fn new(config: &Config) -> Self {
        Self(outbox_folder(config))
    }

    pub async fn send(&self, letter: &Letter) -> Passage {
        let text = match letter.message() {
            Ok(message) => message.formatted(),
            Err(error) => return Passage::NotNow(error.to_string()),
        };
        let (dir, id) = (self.0.clone(), letter.id);
        let written = tokio::task::spawn_blocking(move || write(&dir, id, &text)).await;
        match written.map_err(std::io::Error::other).and_then(|written| written) {
            Ok(path) => {
                tracing::info!(path = %path.display(), "no mail server is configured: mail was written to a file");
                Passage::Taken("written to a file".to_owned())
            }
            Err(error) => Passage::Broken(error.to_string()),
        }
    }
}

/// Under a draft's name first: whoever watches the folder sees whole mails.
fn write(dir: &Path, id: Uuid, text: &[u8]) -> std::io::Result<PathBuf> {
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(dir)?;
    let (path, draft) = (dir.join(format!("{id}.eml")), dir.join(format!(".{id}.part")));
    match std::fs::remove_file(&draft) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    let mut file = private_file(&draft)?;
    file.write_all(text)?;
    file.sync_all()?;
    std::fs::rename(&draft, &path)?;
    sync_dir(dir)?;
    Ok(path)
}
