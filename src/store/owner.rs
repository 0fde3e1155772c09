//! Whose a file is.

use std::fs::{File, Metadata};
use std::io;

/// Whether a file that replaces another still belongs to the same owner.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kept {
    /// It does.
    Owner,
    /// It belongs to whoever replaced it, but still to the same group.
    OnlyGroup,
    /// It belongs to whoever replaced it: the system lets only its administrator give files away.
    Neither,
}

/// Gives a file the owner and the group of another, as far as the system allows it.
#[cfg(unix)]
pub(super) fn keep_owner(file: &File, of: &Metadata) -> io::Result<Kept> {
    use std::os::unix::fs::{MetadataExt, fchown};

    let is = file.metadata()?;
    if (is.uid(), is.gid()) == (of.uid(), of.gid())
        || fchown(file, Some(of.uid()), Some(of.gid())).is_ok()
    {
        Ok(Kept::Owner)
    } else if is.gid() == of.gid() || fchown(file, None, Some(of.gid())).is_ok() {
        Ok(Kept::OnlyGroup)
    } else {
        Ok(Kept::Neither)
    }
}

#[cfg(not(unix))]
pub(super) fn keep_owner(_: &File, _: &Metadata) -> io::Result<Kept> {
    Ok(Kept::Owner)
}
