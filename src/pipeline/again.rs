//! Building again after edits of bodies. Where a build is kept, and since then nothing has changed but texts of which other pages
//! show the same as before, only these texts are read, judged and rendered; everything else is as it was.

use std::{collections::BTreeSet, sync::Arc};

use super::{
    Counts, Outcome,
    attempt::{Doors, cook},
    bodies::Bodies,
    findings,
    memo::Kept,
    outputs::Rendered,
    rules, stops,
    texts::{self, Common, KeptTexts, ReadText, Text},
    unchanged::is_of_the_same_time,
};
use crate::{
    base::{Digest, Failure, FileEntry, Finding, Inventory, SitePath},
    gate::{self, Public},
    library::Id,
    plan::{self, Ledger, OutputRecord, Told},
    read::ReadOptions,
};

/// Texts that were edited since the kept build.
#[derive(Default)]
struct Edits {
    /// All whose files were touched.
    texts: Vec<ReadText>,
    /// Those of them whose bytes are others, as they stand in the library.
    renewed: Vec<(Id, Public)>,
    /// What is said of these.
    findings: Vec<Finding>,
    /// These, and their sidecars.
    files: BTreeSet<SitePath>,
}

/// The outcome of a build by what is kept of the last; `None` if more has changed than bodies. Nothing is kept then.
pub(super) fn again(
    doors: Doors<'_>,
    reading: Digest,
    inventory: &Inventory,
    options: &ReadOptions,
) -> Result<Option<Outcome>, Failure> {
    let Some(kept) = doors.request.memo.and_then(|memo| memo.take()) else { return Ok(None) };
    let holds = kept.reading == reading && doors.request.last.is_some_and(|last| Arc::ptr_eq(last, &kept.ledger));
    let told = kept.ledger.told.clone().filter(|told| holds && is_of_the_same_time(told, doors.request));
    let (true, Some(told)) = (doors.request.render, told) else { return Ok(None) };
    let Some(changed) = changed(&kept.inventory, inventory) else { return Ok(None) };
    let Some(edits) = edits(&kept, &changed, doors, options)? else { return Ok(None) };
    renewed(kept, edits, told, inventory, (doors, options)).map(Some)
}

/// The files whose stamps are others than at the kept build; `None` if the site has other files.
fn changed<'a>(before: &Inventory, now: &'a Inventory) -> Option<Vec<&'a FileEntry>> {
    let same_files = before.files.len() == now.files.len()
        && before.findings == now.findings
        && now.files.iter().zip(&before.files).all(|(now, before)| now.path == before.path);
    let pairs = || now.files.iter().zip(&before.files);
    same_files.then(|| pairs().filter(|(now, before)| !now.stamp.same_as(&before.stamp)).map(|(now, _)| now).collect())
}

/// The texts among these files, read and judged; `None` if one is no text, or if other pages show something else of one than
/// before, or if something about one must be said otherwise than of itself alone.
fn edits(
    kept: &Kept,
    changed: &[&FileEntry],
    doors: Doors<'_>,
    options: &ReadOptions,
) -> Result<Option<Edits>, Failure> {
    let rules = rules(doors.request);
    let mut edits = Edits::default();
    for file in changed {
        let Some((_, shelf)) = kept.shelves.text(&file.path) else { return Ok(None) };
        let sidecar = kept.shelves.sidecars.get(&file.path);
        let text = Text { file, sidecar, shelf };
        let common = Common::of(usize::MAX);
        let read = texts::read_one(&text, options, Some(&kept.ledger), doors.request, &common, doors.sources)?;
        let is_new = kept.ledger.cards.get(&file.path).is_none_or(|card| card.digest != read.card.digest);
        if is_new {
            let Some((id, public, findings)) = stands(kept, &read, &rules) else { return Ok(None) };
            edits.renewed.push((id, public));
            edits.findings.extend(findings);
            edits.files.extend([&file.path].into_iter().chain(sidecar.map(|file| &file.path)).cloned());
        }
        edits.texts.push(read);
    }
    Ok(Some(edits))
}

/// A text in the place of the one before, with what is said of it; `None` if it cannot stand there.
fn stands(kept: &Kept, text: &ReadText, rules: &gate::GateRules) -> Option<(Id, Public, Vec<Finding>)> {
    let source = &text.card.source;
    let id = *kept.places.get(source)?;
    let entry = kept.library.entry(id);
    let verdict = gate::admit(Arc::clone(&text.card), rules);
    // What is said of places in the text would be said of the wrong ones.
    let said = kept.said.iter().any(|said| said.concerns(source.as_str()));
    let public = verdict.public.filter(|public| !said && public.stands_for(&entry.public))?;
    let mut findings = text.card.findings.to_vec();
    findings.extend(verdict.findings);
    findings.extend(kept.lock.compare_one(entry, &text.card));
    (!findings.iter().any(stops)).then_some((id, public, findings))
}

/// The kept build with these edits in it.
fn renewed(
    mut kept: Kept,
    mut edits: Edits,
    told: Told,
    inventory: &Inventory,
    (doors, options): (Doors<'_>, &ReadOptions),
) -> Result<Outcome, Failure> {
    for (id, public) in &edits.renewed {
        kept.library.renew(*id, public.clone());
    }
    let rendered = render(&mut kept, &mut edits, doors, options)?;
    let mut outcome = Outcome {
        findings: said(&told, &edits, &rendered, doors),
        withheld: told.withheld.clone(),
        next_release: told.next_release,
        counts: Counts {
            files: inventory.files.len(),
            read: edits.texts.iter().filter(|text| text.read).count(),
            parsed: edits.texts.iter().filter(|text| text.parsed).count(),
            briefings: told.briefings,
            outputs: told.outputs,
            rendered: rendered.made.len(),
            written: rendered.made.iter().filter(|made| made.differs).count(),
        },
        complete: !rendered.findings.iter().any(stops),
        ..Outcome::default()
    };
    if outcome.complete {
        let told = Told { now: doors.request.now, findings: Arc::clone(&outcome.findings), ..told };
        kept.ledger = Arc::new(ledger(&kept, edits, told));
        outcome.ledger = Arc::clone(&kept.ledger);
        outcome.made = rendered.made;
        kept.inventory = inventory.clone();
        kept.plan.settle();
        if let Some(memo) = doors.request.memo {
            memo.keep(kept);
        }
    }
    Ok(outcome)
}

fn render(kept: &mut Kept, edits: &mut Edits, doors: Doors<'_>, options: &ReadOptions) -> Result<Rendered, Failure> {
    let Kept { house, library, plan, ledger, shelves, .. } = kept;
    let template = |name: &str| house.template(name);
    let digest = |path: &SitePath| ledger.files.get(path).map(|record| record.digest);
    let facts = |path: &SitePath| ledger.files.get(path).map(|record| record.facts);
    let materials = house.materials(doors.request.site, library, &template, (&digest, &facts));
    let ids: Vec<Id> = edits.renewed.iter().map(|(id, _)| *id).collect();
    plan::renew(plan, &ids, materials);
    let parsed = |text: &mut ReadText| {
        let briefing = text.briefing.take()?;
        Some((text.card.source.clone(), Some((briefing, text.card.digest)).into()))
    };
    let parsed: KeptTexts = edits.texts.iter_mut().filter_map(parsed).collect();
    let bodies = Bodies { kept: &parsed, library, options, sidecars: &shelves.sidecars, sources: doors.sources };
    cook(doors, house, materials, &bodies, plan, &mut |_, _| false)
}

/// What was said before, but of the edited texts what is to be said of them now.
fn said(told: &Told, edits: &Edits, rendered: &Rendered, doors: Doors<'_>) -> Arc<Vec<Finding>> {
    let is_edited = |finding: &&Finding| edits.files.iter().any(|file| file.as_str() == finding.file);
    let now = edits.findings.iter().chain(&rendered.findings).cloned().collect();
    let now = findings::ordered(now, doors.sources);
    if told.findings.iter().filter(is_edited).eq(&now) {
        return Arc::clone(&told.findings);
    }
    let others = told.findings.iter().filter(|finding| !is_edited(finding)).cloned();
    Arc::new(findings::ordered(others.chain(now).collect(), doors.sources))
}

/// The ledger after these edits.
fn ledger(kept: &Kept, edits: Edits, told: Told) -> Ledger {
    let last = &*kept.ledger;
    let mut ledger = Ledger { told: Some(told), reading: last.reading, ..Ledger::default() };
    (ledger.files, ledger.notes) = (last.files.clone(), last.notes.clone());
    (ledger.cards, ledger.outputs) = (last.cards.clone(), last.outputs.clone());
    for text in edits.texts {
        text.records.into_iter().for_each(|(path, record)| ledger.files.insert(path, record));
        ledger.cards.insert(text.card.source.clone(), text.card);
    }
    for output in kept.plan.stale() {
        let (Some(record), Some(digest)) = (last.outputs.get(&output.path), output.digest) else {
            continue;
        };
        let stamp = record.stamp.filter(|_| record.digest == digest);
        let record = OutputRecord { print: output.print, digest, stamp, owner: record.owner.clone() };
        ledger.outputs.insert(output.path.clone(), record);
    }
    ledger
}
