//! The gazetteer of datelines: capitals, and towns that reports of this field are sent from (T038).

use crate::model::vocabulary;

/// Whether `place` is known, in any case; a country, a town, or a town and its country or state.
pub(super) fn is_known(place: &str) -> bool {
    let first = place.split([',', '/']).next().unwrap_or(place).trim();
    let lower = first.to_lowercase();
    PLACES.binary_search(&lower.as_str()).is_ok() || first.len() > 2 && vocabulary::country_named(first).is_some()
}

/// A place in its usual case where it is written in capitals: `NEW YORK` → `New York`.
pub(super) fn recased(place: &str) -> String {
    if place.chars().any(char::is_lowercase) {
        return place.to_owned();
    }
    let words: Vec<String> = place.split_whitespace().enumerate().map(|(at, word)| recased_word(word, at)).collect();
    words.join(" ")
}

fn recased_word(word: &str, at: usize) -> String {
    let initials = word.matches('.').count() > 1 || matches!(word.trim_end_matches(','), "UN" | "US" | "UK" | "DC" | "EU" | "UAE");
    let small = at > 0 && matches!(word, "OF" | "THE" | "AM" | "AN" | "DE" | "LA" | "SUR" | "UPON" | "AND");
    if initials {
        return word.to_owned();
    }
    let mut out = String::with_capacity(word.len());
    let mut begins = !small;
    for c in word.chars() {
        if begins && c.is_alphabetic() {
            out.push(c);
            begins = false;
        } else {
            out.extend(c.to_lowercase());
            begins = matches!(c, '-' | '/');
        }
    }
    out
}

/// Sorted, lower-case.
const PLACES: &[&str] = &[
    "aachen", "abidjan", "abu dhabi", "abuja", "accra", "addis ababa", "aden", "aleppo", "algiers", "almaty", "amman",
    "amsterdam", "anchorage", "andenes", "ankara", "annapolis", "antwerp", "ashgabat", "asmara", "astana", "athens",
    "auckland", "avdiivka", "baghdad", "bakhmut", "baku", "bamako", "bangkok", "bangui", "barcelona", "basra",
    "batumi", "beijing", "beirut", "belfast", "belgorod", "belgrade", "berlin", "bern", "bialystok", "białystok",
    "birmingham", "bishkek", "bodø", "bogota", "bogotá", "bonn", "boston", "brasilia", "brasília", "bratislava",
    "brest", "brisbane", "brno", "brunssum", "brussels", "bruxelles", "bucharest", "budapest", "buenos aires",
    "bydgoszcz", "cairo", "canberra", "caracas", "cardiff", "chernihiv", "chernivtsi", "chicago", "chisinau",
    "chișinău", "cluj", "colombo", "conakry", "constanta", "constantinople", "constanța", "copenhagen", "crimea",
    "dakar", "damascus", "dar es salaam", "darwin", "daugavpils", "delhi", "dhaka", "dili", "djibouti", "dnipro",
    "doha", "donbas", "donetsk", "dresden", "dubai", "dublin", "dushanbe", "edinburgh", "england", "erbil",
    "florence", "frankfurt", "freetown", "gaborone", "gaza", "gaza city", "gdansk", "gdańsk", "gdynia", "geneva",
    "genève", "glasgow", "gothenburg", "grozny", "guam", "hamburg", "hanoi", "harare", "havana", "helsinki",
    "hodeidah", "hong kong", "honolulu", "houston", "idlib", "incirlik", "islamabad", "istanbul", "izmir", "jakarta",
    "jeddah", "jerusalem", "johannesburg", "juba", "kabul", "kampala", "kandahar", "karachi", "kathmandu", "kaunas",
    "kharkiv", "khartoum", "kherson", "kiel", "kiev", "kigali", "kinshasa", "kirkenes", "kiruna", "klaipeda",
    "klaipėda", "kosovo", "krakow", "kraków", "kramatorsk", "kuala lumpur", "kuwait city", "kyiv", "la haye",
    "la paz", "lagos", "lahore", "libreville", "lille", "lima", "lisbon", "liverpool", "ljubljana", "london",
    "los angeles", "luanda", "lublin", "luhansk", "lusaka", "luxembourg", "lviv", "lyon", "madrid", "male", "malmö",
    "malta", "managua", "manama", "manchester", "manila", "maputo", "mariupol", "marseille", "melbourne",
    "mexico city", "miami", "milan", "minsk", "mogadishu", "monrovia", "mons", "montevideo", "montreal", "moscow",
    "mosul", "mumbai", "munich", "murmansk", "muscat", "mykolaiv", "n'djamena", "nairobi", "naples", "narva",
    "narvik", "new delhi", "new york", "niamey", "nicosia", "norfolk", "northern ireland", "nouakchott", "nuuk",
    "odesa", "odessa", "oslo", "ostend", "ottawa", "ouagadougou", "palermo", "panama city", "paris", "pearl harbor",
    "perth", "phnom penh", "podgorica", "pokrovsk", "porto", "portoroz", "portsmouth", "prague", "pretoria",
    "pristina", "pyongyang", "quito", "rabat", "ramallah", "ramstein", "reykjavik", "riga", "rio de janeiro",
    "riyadh", "rome", "rostov", "rotterdam", "rovaniemi", "rzeszow", "rzeszów", "saint petersburg", "san diego",
    "san francisco", "san salvador", "sanaa", "santiago", "sao paulo", "sarajevo", "scotland", "seattle", "seoul",
    "sevastopol", "shanghai", "simferopol", "singapore", "sirte", "skopje", "sofia", "st petersburg", "stavanger",
    "stockholm", "strasbourg", "stuttgart", "suwalki", "suwałki", "sydney", "szczecin", "são paulo", "taipei",
    "tallinn", "tampa", "tampere", "tartu", "tashkent", "tbilisi", "tegucigalpa", "tehran", "tel aviv", "the hague",
    "thessaloniki", "tirana", "tiraspol", "tobruk", "tokyo", "toronto", "toulon", "transnistria", "tripoli", "tromsø",
    "trondheim", "tunis", "turin", "tver", "ulaanbaatar", "united nations", "uppsala", "uzhhorod", "vaduz",
    "valletta", "vancouver", "varna", "vatican city", "venice", "vienna", "vientiane", "vilnius", "visby",
    "vladivostok", "vuhledar", "wales", "warsaw", "washington", "wellington", "wiesbaden", "windhoek", "yamoussoukro",
    "yerevan", "zagreb", "zaporizhzhia", "zeebrugge", "zhytomyr", "zurich", "zürich",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_gazetteer_is_sorted_and_knows_towns_and_countries() {
        assert!(PLACES.is_sorted());
        assert!(is_known("THE HAGUE") && is_known("WASHINGTON, D.C.") && is_known("Ukraine") && !is_known("SUMMARY"));
        assert_eq!(recased("STRATFORD-UPON-AVON"), "Stratford-Upon-Avon");
    }
}
