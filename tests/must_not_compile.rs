//! What the types forbid, shown by programs that must not compile: each fails with the error named here, and its twin, which
//! differs by what is forbidden alone, compiles. (`trybuild` would build every dependency a second time, a minute and more, to
//! do the same.)
#![expect(clippy::expect_used, clippy::disallowed_methods, reason = "a test")]

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

/// What every program begins with.
const HEAD: &str = "#![allow(unused, dead_code)]
use std::sync::Arc;
use despatch::{base::{Digest, Finding}, gate::{self, GateRules, Public, PublicBody}, library::{self, Id, LibraryOptions, Surroundings}, model::{Anchors, Briefing, Card}, render::{Ground, html::{self, AsWritten, AuthorHtml}}};
";

/// A claim, a program that must not compile with its error, and the twin that must.
struct Case {
    claim: &'static str,
    error: &'static str,
    forbidden: &'static str,
    allowed: &'static str,
}

const CASES: &[Case] = &[
    Case {
        claim: "a card is not made public but by the gate",
        error: "E0451",
        forbidden: "fn f(card: Card, rules: &GateRules) -> Option<Public> { Some(Public { card: Arc::new(card), preview: None }) }",
        allowed: "fn f(card: Card, rules: &GateRules) -> Option<Public> { gate::admit(Arc::new(card), rules).public }",
    },
    Case {
        claim: "a public card cannot be changed",
        error: "E0616",
        forbidden: "fn f(public: &mut Public) -> String { Arc::make_mut(&mut public.card).face.title.to_string() }",
        allowed: "fn f(public: &mut Public) -> String { public.card().face.title.to_string() }",
    },
    Case {
        claim: "a body is not made public but by the gate",
        error: "E0423",
        forbidden: "fn f(public: &Public, text: Briefing, digest: Digest) -> Option<PublicBody> { Some(PublicBody(text)) }",
        allowed: "fn f(public: &Public, text: Briefing, digest: Digest) -> Option<PublicBody> { gate::open(public, text, digest) }",
    },
    Case {
        claim: "the library takes no card that the gate has not judged",
        error: "E0308",
        forbidden: "fn f(all: Vec<Card>, o: &LibraryOptions, s: Surroundings<'_>) { library::library(all, o, s); }",
        allowed: "fn f(all: Vec<Public>, o: &LibraryOptions, s: Surroundings<'_>) { library::library(all, o, s); }",
    },
    Case {
        claim: "a renderer cannot be handed a briefing",
        error: "E0308",
        forbidden: "fn f<'a>(ground: Ground<'a>, text: &'a (dyn Fn(Id) -> Result<Arc<Briefing>, Finding> + Sync)) -> Ground<'a> { Ground { bodies: text, ..ground } }",
        allowed: "fn f<'a>(ground: Ground<'a>, text: &'a (dyn Fn(Id) -> Result<Arc<PublicBody>, Finding> + Sync)) -> Ground<'a> { Ground { bodies: text, ..ground } }",
    },
    Case {
        claim: "nor can the writer of HTML",
        error: "E0308",
        forbidden: "fn f(text: &Briefing, a: &Anchors) { html::write(text, a, &AsWritten, AuthorHtml::Escape); }",
        allowed: "fn f(text: &PublicBody, a: &Anchors) { html::write(text, a, &AsWritten, AuthorHtml::Escape); }",
    },
    Case {
        claim: "no value of the gate's types comes out of bytes or from nothing",
        error: "E0277",
        forbidden: "fn made<T: for<'d> serde::Deserialize<'d>>() {} fn f() { made::<Public>(); made::<PublicBody>(); }",
        allowed: "fn made<T: for<'d> serde::Deserialize<'d>>() {} fn f() { made::<Card>(); made::<Card>(); }",
    },
    Case {
        claim: "nor as a default",
        error: "E0277",
        forbidden: "fn made<T: Default>() {} fn f() { made::<Public>(); }",
        allowed: "fn made<T: Default>() {} fn f() { made::<Digest>(); }",
    },
];

#[test]
fn what_the_gate_has_not_judged_cannot_be_used_as_public() {
    for case in CASES {
        let said = compile(case.allowed);
        assert!(said.is_ok(), "{}: the twin does not compile\n{}", case.claim, said.unwrap_err());
        let said = compile(case.forbidden).expect_err(case.claim);
        let errors: Vec<&str> = said.lines().filter(|line| line.starts_with("error[")).collect();
        let expected = format!("error[{}]", case.error);
        let as_expected = !errors.is_empty() && errors.iter().all(|error| error.starts_with(&expected));
        assert!(as_expected, "{}: expected {expected}\n{said}", case.claim);
    }
}

/// Compiles a program against the library that this test is linked with; `Err` is what the compiler says.
fn compile(program: &str) -> Result<(), String> {
    let folder = tempfile::tempdir().expect("a folder");
    let source = folder.path().join("program.rs");
    fs::write(&source, format!("{HEAD}{program}\n")).expect("written");
    let built = built();
    let mut rustc = Command::new(std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into()));
    rustc.args(["--edition", "2024", "--crate-type", "lib", "--emit", "metadata", "--color", "never", "--out-dir"]);
    rustc.arg(folder.path()).arg("-L").arg(format!("dependency={}", built.display()));
    for name in ["despatch", "serde"] {
        rustc.arg("--extern").arg(format!("{name}={}", newest(&built, name).display()));
    }
    let said = rustc.arg(&source).output().expect("rustc runs");
    if said.status.success() { Ok(()) } else { Err(String::from_utf8_lossy(&said.stderr).into_owned()) }
}

/// The folder of compiled crates: that of this test.
fn built() -> PathBuf {
    let own = std::env::current_exe().expect("a program");
    own.parent().expect("a folder").to_owned()
}

/// The library of a crate that was built last, which is the one that this test is linked with.
fn newest(folder: &Path, name: &str) -> PathBuf {
    let start = format!("lib{name}-");
    let files = fs::read_dir(folder).expect("a folder").filter_map(Result::ok).map(|entry| entry.path());
    let of_crate = files.filter(|path| {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        name.starts_with(&start) && name.ends_with(".rlib")
    });
    let changed = |path: &PathBuf| fs::metadata(path).and_then(|found| found.modified()).ok();
    of_crate.max_by_key(changed).expect("the library is built")
}
