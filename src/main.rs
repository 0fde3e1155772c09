//! The `detente` command; everything it does is in the library.

fn main() -> std::process::ExitCode {
    detente::cli::run()
}
