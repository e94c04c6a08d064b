//! Names of people and organizations, in several scripts, each with the Latin letters that its address is made of.

use super::dice::Dice;

/// How names of a culture are made: given and family names (as written, in ASCII), and how they stand together.
struct Culture {
    weight: u32,
    given: &'static [(&'static str, &'static str)],
    family: &'static [(&'static str, &'static str)],
    family_first: bool,
    between: &'static str,
}

const CULTURES: &[Culture] = &[
    Culture {
        weight: 34,
        given: &[
            ("Amelia", "amelia"),
            ("Benjamin", "benjamin"),
            ("Charlotte", "charlotte"),
            ("Daniel", "daniel"),
            ("Eleanor", "eleanor"),
            ("Finn", "finn"),
            ("Grace", "grace"),
            ("Harriet", "harriet"),
            ("Isaac", "isaac"),
            ("Jasmine", "jasmine"),
            ("Kieran", "kieran"),
            ("Lydia", "lydia"),
            ("Marcus", "marcus"),
            ("Naomi", "naomi"),
            ("Oliver", "oliver"),
            ("Priya", "priya"),
            ("Robert", "robert"),
            ("Siobhán", "siobhan"),
            ("Tobias", "tobias"),
            ("Zoë", "zoe"),
        ],
        family: &[
            ("Adeyemi", "adeyemi"),
            ("Bennett", "bennett"),
            ("Carter", "carter"),
            ("Doyle", "doyle"),
            ("Ellis", "ellis"),
            ("Fitzgerald", "fitzgerald"),
            ("Gallagher", "gallagher"),
            ("Hughes", "hughes"),
            ("Irving", "irving"),
            ("Johnson", "johnson"),
            ("Kaur", "kaur"),
            ("Lawson", "lawson"),
            ("Morgan", "morgan"),
            ("Okafor", "okafor"),
            ("O’Neill", "oneill"),
            ("Patel", "patel"),
            ("Reid", "reid"),
            ("Sullivan", "sullivan"),
            ("Walker", "walker"),
            ("Young", "young"),
        ],
        family_first: false,
        between: " ",
    },
    Culture {
        weight: 30,
        given: &[
            ("Ana", "ana"),
            ("Björn", "bjoern"),
            ("Chloé", "chloe"),
            ("Dragana", "dragana"),
            ("Élodie", "elodie"),
            ("Francesca", "francesca"),
            ("Günther", "guenther"),
            ("Håkon", "haakon"),
            ("Ignacio", "ignacio"),
            ("Jürgen", "juergen"),
            ("Katarzyna", "katarzyna"),
            ("Łukasz", "lukasz"),
            ("María José", "maria.jose"),
            ("Nuño", "nuno"),
            ("Øyvind", "oyvind"),
            ("Rüdiger", "ruediger"),
            ("Šárka", "sarka"),
            ("Tiago", "tiago"),
            ("Ümit", "umit"),
            ("Žofia", "zofia"),
        ],
        family: &[
            ("Ångström", "angstrom"),
            ("Bianchi", "bianchi"),
            ("Çelik", "celik"),
            ("Dvořák", "dvorak"),
            ("Eriksson", "eriksson"),
            ("Fernández", "fernandez"),
            ("García Márquez", "garcia.marquez"),
            ("Horváth", "horvath"),
            ("Iliescu", "iliescu"),
            ("Jørgensen", "jorgensen"),
            ("Kowalczyk", "kowalczyk"),
            ("Lefèvre", "lefevre"),
            ("Müller", "mueller"),
            ("Nõmme", "nomme"),
            ("Öztürk", "ozturk"),
            ("de la Peña", "delapena"),
            ("Schäfer-Großmann", "schaefer-grossmann"),
            ("Silva", "silva"),
            ("van der Berg", "vanderberg"),
            ("Żółkiewski", "zolkiewski"),
        ],
        family_first: false,
        between: " ",
    },
    Culture {
        weight: 8,
        given: &[
            ("Алексей", "alexey"),
            ("Дарья", "darya"),
            ("Ольга", "olga"),
            ("Тарас", "taras"),
            ("Юлия", "yulia"),
            ("Богдан", "bohdan"),
        ],
        family: &[
            ("Иванов", "ivanov"),
            ("Ковальчук", "kovalchuk"),
            ("Соколова", "sokolova"),
            ("Шевченко", "shevchenko"),
            ("Петренко", "petrenko"),
        ],
        family_first: false,
        between: " ",
    },
    Culture {
        weight: 4,
        given: &[("Ελένη", "eleni"), ("Γιώργος", "giorgos"), ("Νίκος", "nikos"), ("Σοφία", "sofia")],
        family: &[("Παπαδόπουλος", "papadopoulos"), ("Νικολάου", "nikolaou"), ("Γεωργίου", "georgiou")],
        family_first: false,
        between: " ",
    },
    Culture {
        weight: 6,
        given: &[("美咲", "misaki"), ("翔太", "shota"), ("さくら", "sakura"), ("健一", "kenichi"), ("葵", "aoi")],
        family: &[("佐藤", "sato"), ("鈴木", "suzuki"), ("高橋", "takahashi"), ("渡辺", "watanabe"), ("伊藤", "ito")],
        family_first: true,
        between: " ",
    },
    Culture {
        weight: 5,
        given: &[("伟", "wei"), ("秀英", "xiuying"), ("丽华", "lihua"), ("志强", "zhiqiang"), ("晓明", "xiaoming")],
        family: &[("王", "wang"), ("李", "li"), ("张", "zhang"), ("欧阳", "ouyang"), ("陈", "chen")],
        family_first: true,
        between: "",
    },
    Culture {
        weight: 3,
        given: &[("민준", "minjun"), ("서연", "seoyeon"), ("지훈", "jihun"), ("하은", "haeun")],
        family: &[("김", "kim"), ("이", "lee"), ("박", "park"), ("최", "choi")],
        family_first: true,
        between: "",
    },
    Culture {
        weight: 4,
        given: &[("فاطمة", "fatima"), ("محمد", "mohammed"), ("ليلى", "layla"), ("يوسف", "youssef")],
        family: &[("الحسيني", "alhusseini"), ("النجار", "alnajjar"), ("منصور", "mansour")],
        family_first: false,
        between: " ",
    },
    Culture {
        weight: 2,
        given: &[("נועה", "noa"), ("איתן", "eitan"), ("תמר", "tamar")],
        family: &[("כהן", "cohen"), ("לוי", "levi"), ("מזרחי", "mizrahi")],
        family_first: false,
        between: " ",
    },
    Culture {
        weight: 4,
        given: &[("अनिता", "anita"), ("राहुल", "rahul"), ("दीपिका", "deepika"), ("விஜய்", "vijay")],
        family: &[("शर्मा", "sharma"), ("गुप्ता", "gupta"), ("सुब्रमण्यम", "subramaniam")],
        family_first: false,
        between: " ",
    },
];

/// Names that break narrow columns.
const LONG: &[(&str, &str)] = &[
    ("Hubert Blaine Wolfeschlegelsteinhausenbergerdorff", "hubert.wolfeschlegelsteinhausenbergerdorff"),
    ("Maria do Carmo Aparecida Gonçalves de Albuquerque e Vasconcelos", "maria.goncalves.de.albuquerque"),
    (
        "Pablo Diego José Francisco de Paula Juan Nepomuceno María de los Remedios Cipriano de la Santísima Trinidad Ruiz",
        "pablo.diego.ruiz",
    ),
    ("Janice Keihanaikukauakahihuliheekahaunaele", "janice.keihanaikukauakahihuliheekahaunaele"),
    ("กรุณา ศรีสุวรรณรัตนชัยวัฒนากุล", "karuna.srisuwanrattanachaiwattanakul"),
    ("Karl-Theodor Maria Nikolaus Johann Jacob Philipp von und zu Hohenfels-Lichtenwald", "kt.hohenfels"),
    ("Ἀλέξανδρος Παπαχριστοδουλόπουλος-Κωνσταντινίδης", "alexandros.papachristodoulopoulos"),
];

/// A person's name and the part of the address before the `@`, which many share.
pub(super) fn person(dice: &mut Dice) -> (String, String) {
    if dice.below(70) == 0 {
        let (name, local) = dice.pick(LONG);
        return (name.to_owned(), local.to_owned());
    }
    let culture = weighted(dice);
    let (given, given_ascii) = dice.pick(culture.given);
    let (family, family_ascii) = dice.pick(culture.family);
    let (first, second) = if culture.family_first { (family, given) } else { (given, family) };
    (format!("{first}{}{second}", culture.between), format!("{given_ascii}.{family_ascii}"))
}

fn weighted(dice: &mut Dice) -> &'static Culture {
    let total: u32 = CULTURES.iter().map(|culture| culture.weight).sum();
    let mut left = dice.below(total);
    for culture in CULTURES {
        if left < culture.weight {
            return culture;
        }
        left -= culture.weight;
    }
    &CULTURES[0]
}

const FIRST: &[&str] = &[
    "Harbor",
    "Northwind",
    "Juniper",
    "Copper",
    "Meridian",
    "Lantern",
    "Granite",
    "Saffron",
    "Willow",
    "Beacon",
    "Quarry",
    "Tidewater",
    "Maple",
    "Cobalt",
    "Foxglove",
    "Orchard",
    "Pinecrest",
    "Riverbend",
    "Sable",
    "Thistle",
    "Umbra",
    "Vantage",
    "Wren",
    "Yarrow",
    "Zephyr",
    "Alder",
    "Bluestem",
    "Cinder",
    "Driftwood",
    "Ember",
];
const SECOND: &[&str] = &[
    "Labs",
    "Logistics",
    "Health",
    "Robotics",
    "Foods",
    "Analytics",
    "Energy",
    "Studios",
    "Systems",
    "Travel",
    "Insurance",
    "Mobility",
    "Biotech",
    "Publishing",
    "Ceramics",
    "Payments",
    "Security",
    "Outdoors",
    "Legal",
    "Works",
];
/// Organizations with names that are not `First Second`: as written, and what the slug is derived from.
const SPECIAL: &[(&str, &str)] = &[
    ("株式会社みなと運輸", "Minato Unyu"),
    ("Grünwald & Söhne GmbH", "Gruenwald Soehne"),
    ("ООО «Северный ветер»", "Severny Veter"),
    ("شركة النخيل للتقنية", "Nakheel Tech"),
    ("Compañía Ibérica de Energías Renovables, S.A.", "Iberica Energias"),
    ("北京晨光科技有限公司", "Chenguang Keji"),
    ("Ελληνική Ναυτιλία", "Elliniki Naftilia"),
    ("L’Atelier d’Été", "Atelier d Ete"),
    (
        "Gesellschaft zur Förderung der Angewandten Informatik und Nachhaltigen Verwaltungsdigitalisierung mbH & Co. KG",
        "Gesellschaft zur Foerderung der Angewandten Informatik",
    ),
    ("सूर्या ऊर्जा", "Surya Urja"),
];

/// An organization's name and the text that its slug is derived from.
pub(super) fn organization(dice: &mut Dice, number: usize) -> (String, String) {
    if number % 6 == 5 {
        let (name, latin) = SPECIAL.get(number / 6 % SPECIAL.len()).copied().unwrap_or(SPECIAL[0]);
        return (name.to_owned(), latin.to_owned());
    }
    let name = format!("{} {}", dice.pick(FIRST), dice.pick(SECOND));
    (name.clone(), name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use contract::validate::{Faults, looks_like_email};

    #[test]
    fn every_name_is_one_that_a_person_could_have_entered() {
        let mut dice = Dice::new();
        let mut scripts = std::collections::BTreeSet::new();
        for number in 0..5_000 {
            let (name, local) = person(&mut dice);
            let mut faults = Faults::new();
            faults.name("name", &name, contract::validate::MAX_NAME);
            let (organization, _) = organization(&mut dice, number);
            faults.name("name", &organization, contract::validate::MAX_NAME);
            assert_eq!(faults.finish(), Ok(()), "{name} {organization}");
            assert!(looks_like_email(&format!("{local}12345@minato-unyu.example")), "{local}");
            scripts.extend(name.chars().next().map(|c| u32::from(c) / 256));
        }
        assert!(scripts.len() >= 8, "{scripts:?}");
    }
}
