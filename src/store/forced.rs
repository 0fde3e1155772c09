//! New bytes that are forced to the disk while more of them are being written.
//!
//! Where all is forced in the end, the disk has nothing to do before, and whoever writes has nothing to do then; a
//! long file takes half as long if both work side by side.

use std::fs::File;
use std::io::{self, Write};
use std::thread::{self, Scope, ScopedJoinHandle};

/// How much is written before it is worth to let the disk begin.
const PART: usize = 16 << 20;

/// A new file of which what has been written is on its way to the disk.
struct Forced<'scope, 'file> {
    file: &'file File,
    scope: &'scope Scope<'scope, 'file>,
    /// How many bytes nobody has begun to force to the disk.
    waiting: usize,
    forcing: Option<ScopedJoinHandle<'scope, io::Result<()>>>,
}

/// Has bytes written to a new file and forces most of them to the disk meanwhile.
pub(super) fn forced(
    file: &File,
    write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> io::Result<()> {
    thread::scope(|scope| {
        let mut forced = Forced {
            file,
            scope,
            waiting: 0,
            forcing: None,
        };
        write(&mut forced)?;
        forced.wait()
    })
}

impl Forced<'_, '_> {
    /// Waits for the disk. What has failed there is told but once, so it must not be missed.
    fn wait(&mut self) -> io::Result<()> {
        match self.forcing.take().map(ScopedJoinHandle::join) {
            None => Ok(()),
            Some(Ok(forced)) => forced,
            Some(Err(_)) => Err(io::Error::other("it could not be forced to the disk")),
        }
    }
}

impl Write for Forced<'_, '_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let mut file = self.file;
        let written = file.write(bytes)?;
        self.waiting += written;
        let is_idle = || {
            self.forcing
                .as_ref()
                .is_none_or(ScopedJoinHandle::is_finished)
        };
        if self.waiting >= PART && is_idle() {
            self.wait()?;
            self.waiting = 0;
            let file = self.file;
            let force = move || file.sync_data();
            self.forcing = thread::Builder::new().spawn_scoped(self.scope, force).ok();
        }
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
