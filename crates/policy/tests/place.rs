//! Where is the recipient?

#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

use policy::place::{Basis, Known, Place, evidence, locate};

fn number(number: &str) -> Place {
    locate(&Known {
        number,
        ..Known::default()
    })
}

fn told(place: &Place) -> String {
    let list = |items: Vec<String>| items.join(" ");
    let country = place.country.map(|code| code.to_string()).unwrap_or_default();
    let regions = list(place.regions.iter().map(ToString::to_string).collect());
    let zones = list(place.zones.iter().map(ToString::to_string).collect());
    format!("{country}/{regions}/{zones}")
}

#[test]
fn an_area_code_names_its_state_and_zones() {
    let known = [
        ("+14155550123", "US/CA/America/Los_Angeles"),
        ("+12125550123", "US/NY/America/New_York"),
        ("+18505550123", "US/FL/America/New_York America/Chicago"),
        ("+14485550123", "US/FL/America/New_York America/Chicago"),
        ("+16895550123", "US/FL/America/New_York"),
        ("+12085550123", "US/ID/America/Denver America/Los_Angeles"),
        ("+16055550123", "US/SD/America/Chicago America/Denver"),
        ("+19155550123", "US/TX/America/Denver"),
        ("+19285550123", "US/AZ/America/Phoenix America/Denver"),
        ("+14805550123", "US/AZ/America/Phoenix"),
        ("+19315550123", "US/TN/America/Chicago"),
        ("+18085550123", "US/HI/Pacific/Honolulu"),
        ("+19075550123", "US/AK/America/Anchorage America/Adak"),
        ("+14165550123", "CA/ON/America/Toronto"),
        ("+19025550123", "CA/NS PE/America/Halifax"),
        ("+17875550123", "PR//America/Puerto_Rico"),
        ("+18765550123", "JM//America/Jamaica"),
    ];
    for (digits, expected) in known {
        let place = number(digits);
        assert_eq!(told(&place), expected, "{digits}");
        assert_eq!(place.basis, Basis::AreaCode, "{digits}");
    }
}

#[test]
fn a_toll_free_number_may_be_anywhere_in_the_contiguous_states() {
    let place = number("+18885550123");
    assert_eq!(
        told(&place),
        "US//America/New_York America/Chicago America/Denver America/Phoenix America/Los_Angeles"
    );
    assert_eq!(place.basis, Basis::Country);
}

#[test]
fn a_calling_code_names_the_country_and_all_its_zones() {
    assert_eq!(told(&number("+4915112345678")), "DE//Europe/Berlin");
    assert_eq!(told(&number("+447911123456")), "GB//Europe/London");
    assert_eq!(told(&number("+351912345678")), "PT//Europe/Lisbon Atlantic/Azores");
    assert_eq!(told(&number("+77012345678")), "KZ//Asia/Almaty");
    assert_eq!(number("+79161234567").zones.len(), 11);
    assert_eq!(told(&number("+5511912345678")), "BR//America/Sao_Paulo");
    assert_eq!(told(&number("+5568912345678")), "BR//America/Rio_Branco");
    assert_eq!(told(&number("+6171234567")), "AU//Australia/Brisbane Australia/Sydney");
    assert!(number("+61412345678").zones.len() >= 6, "mobiles tell nothing");
}

#[test]
fn a_whatsapp_id_names_its_country() {
    assert_eq!(told(&number("bsuid:FR.123")), "FR//Europe/Paris");
    assert!(number("bsuid:US.123").zones.len() >= 7);
}

#[test]
fn what_nobody_knows_stays_unknown() {
    for odd in [
        "",
        "+",
        "+1",
        "+15",
        "+1555",
        "+99912345678",
        "bsuid:123",
        "bsuid:zz.1",
        "12125550123",
        "+ü",
    ] {
        assert_eq!(number(odd), Place::unknown(), "{odd}");
    }
}

fn with_zip(number: &str, zip: &str) -> Place {
    locate(&Known {
        number,
        postal_code: Some(zip),
        ..Known::default()
    })
}

#[test]
fn a_zip_code_goes_before_the_number() {
    let known = [
        ("33101", "US/FL/America/New_York"),
        ("32401", "US/FL/America/New_York America/Chicago"),
        ("32501", "US/FL/America/Chicago"),
        ("79901", "US/TX/America/Denver"),
        ("86033", "US/AZ/America/Phoenix America/Denver"),
        ("99546-1234", "US/AK/America/Adak"),
        ("00901", "PR//America/Puerto_Rico"),
        ("06390", "US/NY/America/New_York"),
        ("10001", "US/NY/America/New_York"),
    ];
    for (zip, expected) in known {
        let place = with_zip("+14155550123", zip);
        assert_eq!(told(&place), expected, "{zip}");
        assert_eq!(place.basis, Basis::PostalCode, "{zip}");
    }
}

#[test]
fn a_code_that_is_no_zip_leaves_the_number() {
    for odd in ["", "1", "3310", "331011", "ABCDE", "09001", "K1A 0B1", "ü€ä"] {
        assert_eq!(
            told(&with_zip("+14155550123", odd)),
            "US/CA/America/Los_Angeles",
            "{odd}"
        );
    }
    assert_eq!(
        with_zip("+4915112345678", "33101").basis,
        Basis::Country,
        "five digits are not American everywhere"
    );
}

#[test]
fn a_canadian_postal_code_names_the_province() {
    assert_eq!(told(&with_zip("+14165550123", "h2x 1y4")), "CA/QC/America/Toronto");
    assert_eq!(told(&with_zip("+14165550123", "R3C")), "CA/MB/America/Winnipeg");
}

#[test]
fn a_state_is_known_by_code_or_name() {
    let in_region = |country, region| {
        let known = Known {
            number: "+14155550123",
            country,
            region: Some(region),
            ..Known::default()
        };
        told(&locate(&known))
    };
    assert_eq!(in_region(Some("us"), "FL"), "US/FL/America/New_York America/Chicago");
    assert_eq!(in_region(None, "US-TX"), "US/TX/America/Chicago America/Denver");
    assert_eq!(in_region(Some("US"), "New York"), "US/NY/America/New_York");
    assert_eq!(in_region(Some("US"), "District of Columbia"), "US/DC/America/New_York");
    assert_eq!(in_region(Some("US"), "PR"), "PR//America/Puerto_Rico");
    assert_eq!(in_region(Some("CA"), "Alberta"), "CA/AB/America/Edmonton");
    assert_eq!(in_region(Some("US"), "Narnia"), "US/CA/America/Los_Angeles");
}

#[test]
fn a_country_counts_only_where_it_is_not_the_numbers() {
    let in_country = |country| {
        let known = Known {
            number: "+14155550123",
            country: Some(country),
            ..Known::default()
        };
        told(&locate(&known))
    };
    assert_eq!(in_country("US"), "US/CA/America/Los_Angeles");
    assert_eq!(in_country("FR"), "FR//Europe/Paris");
}

fn with_zone(number: &str, zone: &str) -> Place {
    locate(&Known {
        number,
        zone: Some(zone),
        ..Known::default()
    })
}

#[test]
fn the_contacts_own_zone_goes_before_everything() {
    let place = with_zone("+18505550123", "America/Chicago");
    assert_eq!(told(&place), "US/FL/America/Chicago");
    assert_eq!(place.basis, Basis::ContactZone);
    assert_eq!(told(&with_zone("+18505550123", "US/Central")), "US/FL/America/Chicago");
    assert_eq!(
        told(&with_zone("+18505550123", "no/such")),
        "US/FL/America/New_York America/Chicago"
    );
}

#[test]
fn a_zone_in_which_the_numbers_state_does_not_lie_means_somebody_moved() {
    assert_eq!(
        told(&with_zone("+12125550123", "America/Los_Angeles")),
        "US/CA ID NV OR WA/America/Los_Angeles"
    );
    assert_eq!(told(&with_zone("+12125550123", "Europe/Paris")), "FR//Europe/Paris");
    assert_eq!(told(&with_zone("+12125550123", "Asia/Calcutta")), "IN//Asia/Kolkata");
    assert_eq!(told(&with_zone("bsuid:1", "Asia/Tokyo")), "JP//Asia/Tokyo");
}

#[test]
fn evidence_lists_what_each_part_points_to() {
    let known = Known {
        number: "+14155550123",
        postal_code: Some("33101"),
        ..Known::default()
    };
    let places: Vec<_> = evidence(&known).iter().map(told).collect();
    assert_eq!(places, ["US/FL/America/New_York", "US/CA/America/Los_Angeles"]);
}

#[test]
fn a_place_reads_back_as_it_was_written() {
    let place = number("+18505550123");
    let json = serde_json::to_string(&place).unwrap();
    assert_eq!(
        json,
        r#"{"country":"US","regions":["FL"],"zones":["America/New_York","America/Chicago"],"basis":"area_code"}"#
    );
    assert_eq!(serde_json::from_str::<Place>(&json).unwrap(), place);
}
