//! What is in a folder, and whether all of it was published.

use std::fs::{self, File};
use std::io::{self, BufRead, BufReader};
use std::path::Path;

use sha2::{Digest, Sha256};

use crate::view::imprint::hexadecimal;

use super::error::Problem;
use super::manifest::{self, Manifest};

/// What is in a folder that may be replaced.
#[derive(Debug)]
pub(super) enum Contents {
    /// There is no such folder.
    Nothing,
    /// It is empty.
    Empty,
    /// Just the files that were published.
    Published { manifest: Manifest },
    /// Some of the files that were published, and nothing else.
    Incomplete,
}

/// Looks what is in a folder; what was not published, or was edited since, is a problem.
pub(super) fn inspect(folder: &Path) -> Result<Contents, Problem> {
    match fs::symlink_metadata(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Contents::Nothing),
        Err(error) => return Err(Problem::Reading(error)),
        Ok(metadata) if metadata.is_symlink() => return Err(Problem::Link),
        Ok(metadata) if !metadata.is_dir() => return Err(Problem::NoFolder),
        Ok(_) => {}
    }
    let list = folder.join(manifest::NAME);
    // To read a pipe would be to wait for somebody who writes to it.
    if fs::metadata(&list).is_ok_and(|list| !list.is_file()) {
        return Err(Problem::BadManifest);
    }
    let bytes = match fs::read(list) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            let names = names(folder).map_err(Problem::Reading)?;
            return if names.is_empty() {
                Ok(Contents::Empty)
            } else {
                Err(Problem::NotPublished(names))
            };
        }
        Err(error) => return Err(Problem::Reading(error)),
    };
    let manifest = Manifest::parse(&bytes).ok_or(Problem::BadManifest)?;
    let mut found = Found::default();
    found
        .walk(folder, "", &manifest)
        .map_err(Problem::Reading)?;
    found.foreign.sort();
    found.edited.sort();
    if !found.foreign.is_empty() {
        Err(Problem::Foreign(found.foreign))
    } else if !found.edited.is_empty() {
        Err(Problem::Edited(found.edited))
    } else if found.intact < manifest.len() {
        Ok(Contents::Incomplete)
    } else {
        Ok(Contents::Published { manifest })
    }
}

/// What a walk through a folder has found.
#[derive(Default)]
struct Found {
    /// How many files are as they were published.
    intact: usize,
    /// Files that were published and have changed since.
    edited: Vec<String>,
    /// Whatever else there is.
    foreign: Vec<String>,
}

impl Found {
    fn walk(&mut self, folder: &Path, within: &str, manifest: &Manifest) -> io::Result<()> {
        for entry in fs::read_dir(folder)? {
            let entry = entry?;
            let name = format!("{within}{}", entry.file_name().to_string_lossy());
            let kind = entry.file_type()?;
            if kind.is_dir() && manifest.has_folder(&name) {
                self.walk(&entry.path(), &format!("{name}/"), manifest)?;
            } else if kind.is_dir() {
                self.foreign.push(format!("{name}/"));
            } else if name == manifest::NAME {
                // It vouches for the others; a hand that edits it only makes them strangers.
            } else if let Some(hash) = manifest.hash(&name).filter(|_| kind.is_file()) {
                if hash_of(&entry.path())? == hash {
                    self.intact += 1;
                } else {
                    self.edited.push(name);
                }
            } else {
                self.foreign.push(name);
            }
        }
        Ok(())
    }
}

/// The names of what is in a folder, sorted.
fn names(folder: &Path) -> io::Result<Vec<String>> {
    let entries = fs::read_dir(folder)?;
    let names = entries.map(|entry| Ok(entry?.file_name().to_string_lossy().into_owned()));
    let mut names: Vec<String> = names.collect::<io::Result<_>>()?;
    names.sort();
    Ok(names)
}

fn hash_of(file: &Path) -> io::Result<String> {
    let mut file = BufReader::with_capacity(1 << 16, File::open(file)?);
    let mut hasher = Sha256::new();
    loop {
        let bytes = file.fill_buf()?;
        if bytes.is_empty() {
            return Ok(hexadecimal(&hasher.finalize()));
        }
        hasher.update(bytes);
        let length = bytes.len();
        file.consume(length);
    }
}
