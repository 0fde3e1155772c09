//! Whose a file is.

use std::fs::{File, Metadata};
use std::io;

/// Whether a file that replaces another still belongs to the same owner and the same group.
///
/// The system lets only its administrator give files away, to another person or to a group of others.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kept {
    /// It does.
    Both,
    /// It belongs to the same owner, but to a group of theirs.
    OnlyOwner,
    /// It belongs to whoever replaced it, but still to the same group.
    OnlyGroup,
    /// It belongs to whoever replaced it, and to a group of theirs.
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
        return Ok(Kept::Both);
    }
    let keeps_owner = is.uid() == of.uid();
    let keeps_group = is.gid() == of.gid() || fchown(file, None, Some(of.gid())).is_ok();
    Ok(match (keeps_owner, keeps_group) {
        (true, true) => Kept::Both,
        (true, false) => Kept::OnlyOwner,
        (false, true) => Kept::OnlyGroup,
        (false, false) => Kept::Neither,
    })
}

#[cfg(not(unix))]
pub(super) fn keep_owner(_: &File, _: &Metadata) -> io::Result<Kept> {
    Ok(Kept::Both)
}
