//! The theme as one site has it: templates and static files, the site's own over the program's, and what pages see of them.

use std::collections::BTreeMap;

use super::{
    Request,
    files::{self, Records},
    shelves::Shelves,
};
use crate::{
    base::{Code, Digest, Failure, Finding, OutPath, SitePath, Sources, integrity},
    config::Site,
    library::Library,
    plan::{StaticFile, asset_path},
    render::{
        templates::Templates,
        theme,
        view::{LanguageView, MenuItem, OutputsView, PublisherView, SiteView, ThemeView},
    },
};

/// Static files, and the bytes of those that no file of the site holds.
pub(super) struct Assets {
    /// All static files by their path in the output.
    pub(super) files: BTreeMap<OutPath, StaticFile>,
    /// The theme's, and stylesheets made of several.
    pub(super) made: BTreeMap<OutPath, Vec<u8>>,
    /// The `integrity` of each stylesheet and script.
    integrity: BTreeMap<OutPath, String>,
}

/// Endings of files that pages refer to by a name that carries their digest.
const FINGERPRINTED: [&str; 4] = ["css", "js", "woff", "woff2"];

/// Endings of files that browsers check against their `integrity`.
const CHECKED: [&str; 2] = ["css", "js"];

/// Loads the templates; with what is wrong with them. Broken ones leave an empty set.
pub(super) fn templates(shelves: &Shelves, sources: &dyn Sources) -> Result<(Templates, Vec<Finding>), Failure> {
    let mut findings = Vec::new();
    let mut own = Vec::new();
    for file in &shelves.templates {
        match String::from_utf8(sources.bytes(&file.path)?) {
            Ok(text) => own.push((file.path.clone(), text)),
            Err(_) => {
                findings.push(Finding::of_file(Code::TemplateError, file.path.as_str(), "the template is not UTF-8"))
            }
        }
    }
    match Templates::load(theme::TEMPLATES, &own) {
        Ok(templates) => Ok((templates, findings)),
        Err(errors) => {
            findings.extend(errors);
            let empty = Templates::load(theme::TEMPLATES, &[]).or_else(|_| Templates::load(&[], &[]));
            match empty {
                Ok(templates) => Ok((templates, findings)),
                Err(_) => Err(Failure::Unreadable { path: "templates".into(), cause: "the theme is broken".into() }),
            }
        }
    }
}

/// Every file of the theme: its path in a site, and its text.
pub fn theme_files() -> impl Iterator<Item = (String, &'static str)> {
    let templates = theme::TEMPLATES.iter().map(|(name, text)| (format!("templates/{name}"), *text));
    let statics = theme::STATIC.iter().map(|(name, text)| (format!("{}/{name}", theme::FOLDER), *text));
    templates.chain(statics)
}

/// Gathers the static files.
pub(super) fn assets(
    shelves: &Shelves,
    files: &Records,
    site: &Site,
    sources: &dyn Sources,
) -> Result<Assets, Failure> {
    let mut assets = Assets { files: BTreeMap::new(), made: BTreeMap::new(), integrity: BTreeMap::new() };
    for (name, text) in theme::STATIC.iter().filter(|(name, _)| !theme::is_part(name)) {
        assets.make(name, text.as_bytes().to_vec());
    }
    let mut parts = Vec::new();
    for file in &shelves.statics {
        if let Some(name) = file.path.below(theme::FOLDER).filter(|name| theme::is_part(name)) {
            parts.push((name.to_owned(), String::from_utf8_lossy(&sources.bytes(&file.path)?).into_owned()));
        }
    }
    let parts: Vec<(&str, &str)> = parts.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    for (name, text) in theme::stylesheets(&parts, site.theme.accent.as_deref(), site.theme.accent_dark.as_deref()) {
        assets.make(name, text.into_bytes());
    }
    let named = [&site.theme.logo, &site.theme.favicon, &site.publisher.logo];
    for file in &shelves.statics {
        let out = file.path.below(theme::FOLDER).and_then(|name| OutPath::new(name).ok());
        let (Some(out), Some(record)) = (out, files.get(&file.path)) else { continue };
        let extension = file.path.extension().to_ascii_lowercase();
        let shown = named.iter().any(|name| name.as_deref() == Some(out.as_str()));
        let fingerprinted = shown || FINGERPRINTED.contains(&extension.as_str());
        assets.made.remove(&out);
        if CHECKED.contains(&extension.as_str()) {
            assets.integrity.insert(out.clone(), integrity(&sources.bytes(&file.path)?));
        }
        assets.files.insert(out, StaticFile { source: Some(file.path.clone()), digest: record.digest, fingerprinted });
    }
    Ok(assets)
}

impl Assets {
    fn make(&mut self, name: &str, bytes: Vec<u8>) {
        if let Ok(path) = OutPath::new(name) {
            let digest = Digest::of(&bytes);
            self.files.insert(path.clone(), StaticFile { source: None, digest, fingerprinted: true });
            if name.rsplit_once('.').is_some_and(|(_, extension)| CHECKED.contains(&extension)) {
                self.integrity.insert(path.clone(), integrity(&bytes));
            }
            self.made.insert(path, bytes);
        }
    }
}

/// `site` as templates see it.
pub(super) fn site_view(request: Request<'_>, library: &Library, templates: &Templates, assets: &Assets) -> SiteView {
    let site = request.site;
    let prefix = site.prefix();
    let asset = |path: &OutPath, file: &StaticFile| format!("{prefix}/{}", asset_path(path, file.digest));
    let urls: BTreeMap<String, String> = assets
        .files
        .iter()
        .filter(|(_, file)| file.fingerprinted)
        .map(|(path, file)| (path.to_string(), asset(path, file)))
        .collect();
    let named = |name: &String| urls.get(name).cloned().unwrap_or_else(|| format!("{prefix}/{name}"));
    SiteView {
        title: site.title.clone(),
        description: site.description.clone().unwrap_or_default(),
        publisher: PublisherView { name: site.publisher.name.clone(), url: site.publisher.url.clone() },
        base_url: site.base_url.to_string(),
        prefix: prefix.to_owned(),
        language: site.language.to_string(),
        languages: languages(library, templates, prefix),
        menu: site.menu.iter().map(|entry| MenuItem { name: entry.name.clone(), url: entry.url.clone() }).collect(),
        theme: ThemeView {
            accent: site.theme.accent.clone(),
            logo: site.theme.logo.as_ref().map(named),
            favicon: site.theme.favicon.as_ref().map(named),
            tagline: site.theme.tagline.clone(),
            footer: site.theme.footer.clone(),
        },
        outputs: OutputsView {
            twins: site.outputs.twins,
            cards: site.outputs.cards,
            search: site.outputs.search,
            json_feed: site.outputs.json_feed,
        },
        extra: site.extra.clone(),
        integrity: assets.integrity.iter().map(|(path, value)| (path.to_string(), value.clone())).collect(),
        assets: urls,
        generator: concat!("despatch ", env!("CARGO_PKG_VERSION")).into(),
        shows_drafts: request.drafts,
    }
}

fn languages(library: &Library, templates: &Templates, prefix: &str) -> Vec<LanguageView> {
    let view = |(at, edition): (usize, &crate::library::Edition)| LanguageView {
        tag: edition.language.to_string(),
        name: templates.language_name(edition.language.as_str()),
        url: format!("{prefix}{}", edition.root),
        main: at == 0,
    };
    library.editions.iter().enumerate().map(view).collect()
}

/// The bytes of a static file.
pub(super) fn bytes(path: &OutPath, assets: &Assets, sources: &dyn Sources) -> Result<Vec<u8>, Failure> {
    if let Some(bytes) = assets.made.get(path) {
        return Ok(bytes.clone());
    }
    let source: Option<&SitePath> = assets.files.get(path).and_then(|file| file.source.as_ref());
    source.map_or_else(|| Ok(Vec::new()), |source| files::bytes(source, sources))
}
