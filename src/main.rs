//! The `detente` command; everything it does is in the library.

/// Reading a ledger makes and drops millions of small texts and trees, which takes the system's
/// allocator a third of the time.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    detente::cli::run()
}
