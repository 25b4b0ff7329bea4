//! What Fern & Thread sells.

/// Price in cents of a dollar.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Product {
    pub title: &'static str,
    pub variants: &'static [&'static str],
    pub price_minor: i64,
}

const fn product(title: &'static str, price_minor: i64, variants: &'static [&'static str]) -> Product {
    Product {
        title,
        variants,
        price_minor,
    }
}

pub const PRODUCTS: [Product; 22] = [
    product(
        "Isla Linen Shirt",
        8_900,
        &["S / Oat", "M / Oat", "M / Sage", "L / Sage", "L / White", "XL / White"],
    ),
    product(
        "Wren Wrap Dress",
        14_800,
        &["XS / Rust", "S / Rust", "M / Ink", "L / Ink"],
    ),
    product(
        "Harbour Wide Trousers",
        11_900,
        &["S / Sand", "M / Sand", "M / Charcoal", "L / Charcoal"],
    ),
    product("Marlow Overshirt", 12_900, &["M / Moss", "L / Moss", "XL / Navy"]),
    product("Juniper Camp Shirt", 7_900, &["S / Clay", "M / Clay", "L / Sky"]),
    product("Tilda Midi Skirt", 9_800, &["S / Flax", "M / Flax", "M / Black"]),
    product("Bram Drawstring Shorts", 6_400, &["S / Sand", "M / Sand", "L / Olive"]),
    product("Odette Sleeveless Top", 5_900, &["XS / White", "S / White", "M / Rose"]),
    product("Fenn Boxy Tee", 4_800, &["S / Chalk", "M / Chalk", "L / Slate"]),
    product("Sorrel Jumpsuit", 15_900, &["S / Ochre", "M / Ochre", "L / Black"]),
    product("Alder Work Jacket", 16_900, &["M / Indigo", "L / Indigo", "XL / Stone"]),
    product(
        "Pim Kids Dungarees",
        5_400,
        &["2y / Mustard", "4y / Mustard", "6y / Sage"],
    ),
    product(
        "Washed Linen Duvet Cover",
        18_900,
        &["Double / Natural", "King / Natural", "King / Dusk Blue"],
    ),
    product(
        "Washed Linen Pillowcase Pair",
        4_900,
        &["Natural", "Dusk Blue", "Terracotta"],
    ),
    product("Heath Throw Blanket", 9_900, &["Moss", "Oat"]),
    product("Everyday Apron", 4_200, &["Charcoal", "Rust", "Stripe"]),
    product("Long Table Runner", 3_800, &["Flax", "Sage"]),
    product("Napkins, Set of Four", 3_200, &["Oat", "Clay", "Mixed"]),
    product(
        "Window Curtain Panel",
        7_200,
        &["90 in / White", "90 in / Flax", "108 in / Flax"],
    ),
    product("Market Tote", 2_800, &["Natural", "Forest"]),
    product("Waffle Bath Towel", 4_400, &["White", "Sage"]),
    product("Mending Kit", 1_900, &["One size"]),
];
