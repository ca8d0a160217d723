//! What the list of all briefings is narrowed by in a reader's browser (`static/filter.js`): names, and which places of the list
//! have them.
//!
//! `{"per_page": 20, "facets": [["kind", [["Briefings", 0, 3, 1], …]], …]}`: after each name stand the places from 0, each as the
//! distance from the one before.

use std::collections::HashMap;

use serde_json::{Value, json};

use super::{Ground, facts, page};
use crate::{
    library::{Facet, Id, Term},
    plan,
};

/// By what the list is narrowed, in the order of its page.
const FACETS: [Facet; 5] = [Facet::Kind, Facet::Topic, Facet::Region, Facet::Author, Facet::Year];

/// The names of an edition's briefings.
pub(super) fn filter(ground: Ground<'_>, edition: usize) -> Vec<u8> {
    let terms = &ground.edition(edition).terms;
    let places: HashMap<Id, usize> =
        ground.edition(edition).briefings.iter().enumerate().map(|(at, id)| (*id, at)).collect();
    let facet = |facet: &Facet| {
        let terms = terms.get(facet).into_iter().flatten();
        let rows: Vec<Value> = terms.map(|term| row(*facet, term, &places, ground, edition)).collect();
        json!([facet.name(), rows])
    };
    let facets: Vec<Value> = FACETS.iter().map(facet).collect();
    json!({"per_page": plan::per_page(ground.site), "facets": facets}).to_string().into_bytes()
}

fn row(facet: Facet, term: &Term, places: &HashMap<Id, usize>, ground: Ground<'_>, edition: usize) -> Value {
    let name = match facet {
        Facet::Kind => page::word(ground, edition, &format!("kinds_{}", term.name)),
        _ => facts::name_in(ground.site, ground.language(edition), facet, &term.name).to_owned(),
    };
    let mut at: Vec<usize> = term.briefings.iter().filter_map(|id| places.get(id).copied()).collect();
    at.sort_unstable();
    let mut row = vec![Value::from(name)];
    row.extend(std::iter::once(&0).chain(&at).zip(&at).map(|(before, place)| Value::from(place - before)));
    Value::Array(row)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::testing;

    #[test]
    fn names_stand_with_the_places_that_have_them() {
        let world = testing::World::of_titles(&["One", "Two", "Three"]);
        world.ground(|ground| {
            let about: Value = serde_json::from_slice(&filter(ground, 0)).expect("JSON");
            let kinds = about["facets"][0][1].as_array().expect("kinds");
            let total: usize = kinds.iter().map(|row| row.as_array().expect("a row").len() - 1).sum();
            assert_eq!(total, ground.edition(0).briefings.len());
            assert_eq!(about["facets"][0][0], "kind");
        });
    }
}
