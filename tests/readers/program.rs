//! The whole program by either reader, which `DETENTE_READER` chooses.

use super::files::files;
use super::support::{detente, run};

#[test]
fn check_says_the_same_whoever_reads() {
    let mut ledgers = files("tests/diagnostics");
    ledgers.extend(files("tests/ledgers"));
    for ledger in ledgers {
        let path = ledger.to_str().unwrap();
        let check = || {
            detente(&[
                "check",
                "--format",
                "json",
                "--on",
                "2024-06-01",
                "--file",
                path,
            ])
        };
        let fast = run(&mut check());
        assert_eq!(
            fast,
            run(check().env("DETENTE_READER", "general")),
            "{path}"
        );
    }
}
