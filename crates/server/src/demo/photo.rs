//! Pictures of linen, drawn thread by thread, as PNG.

use super::dice::Dice;

const WIDTH: usize = 160;
const HEIGHT: usize = 120;

/// A swatch in one of the shop's colours.
pub fn swatch(dice: &mut Dice) -> Vec<u8> {
    const COLOURS: [[u8; 3]; 6] = [
        [200, 184, 150],
        [122, 140, 108],
        [176, 98, 70],
        [70, 84, 110],
        [222, 214, 200],
        [88, 98, 84],
    ];
    let base = COLOURS[dice.index(COLOURS.len())];
    let mut threads = |count: usize| -> Vec<i16> {
        (0..count)
            .map(|_| i16::try_from(dice.between(-14, 14)).unwrap_or(0))
            .collect()
    };
    let (warp, weft) = (threads(WIDTH), threads(HEIGHT));
    let mut rows = Vec::with_capacity(HEIGHT * (1 + 3 * WIDTH));
    for (y, weft) in weft.iter().enumerate() {
        // The row's filter: none.
        rows.push(0);
        for (x, warp) in warp.iter().enumerate() {
            let over = if (x + y) % 2 == 0 { warp + 8 } else { weft - 8 };
            rows.extend(base.map(|channel| u8::try_from((i16::from(channel) + over).clamp(0, 255)).unwrap_or(channel)));
        }
    }
    png(&rows)
}

/// 8 bits a channel, RGB; stored without compression (RFC 1951, 3.2.4): the pictures are small.
fn png(rows: &[u8]) -> Vec<u8> {
    let mut header = vec![];
    for side in [WIDTH, HEIGHT] {
        header.extend(u32::try_from(side).unwrap_or(0).to_be_bytes());
    }
    header.extend([8, 2, 0, 0, 0]);
    let mut data = vec![0x78, 0x01];
    let mut blocks = rows.chunks(usize::from(u16::MAX)).peekable();
    while let Some(block) = blocks.next() {
        let length = u16::try_from(block.len()).unwrap_or(0);
        data.push(u8::from(blocks.peek().is_none()));
        data.extend(length.to_le_bytes());
        data.extend((!length).to_le_bytes());
        data.extend(block);
    }
    data.extend(adler32(rows).to_be_bytes());
    let mut png = b"\x89PNG\r\n\x1a\n".to_vec();
    for (kind, content) in [(b"IHDR", header), (b"IDAT", data), (b"IEND", vec![])] {
        png.extend(u32::try_from(content.len()).unwrap_or(0).to_be_bytes());
        let chunk = [kind.as_slice(), &content].concat();
        png.extend(&chunk);
        png.extend(crc32(&chunk).to_be_bytes());
    }
    png
}

fn adler32(bytes: &[u8]) -> u32 {
    let (a, b) = bytes.iter().fold((1_u32, 0_u32), |(a, b), byte| {
        let a = (a + u32::from(*byte)) % 65_521;
        (a, (b + a) % 65_521)
    });
    b << 16 | a
}

fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0_u32, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| {
            (crc >> 1) ^ (0xedb8_8320 & 0_u32.wrapping_sub(crc & 1))
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_checksums_are_those_of_the_standards() {
        assert_eq!(crc32(b"123456789"), 0xcbf4_3926);
        assert_eq!(adler32(b"Wikipedia"), 0x11e6_0398);
    }

    #[test]
    fn a_swatch_is_a_png_of_its_size() {
        let png = swatch(&mut Dice::named("test"));
        assert!(png.starts_with(b"\x89PNG\r\n\x1a\n"));
        assert_eq!(png[16..24], [0, 0, 0, 160, 0, 0, 0, 120]);
    }
}
