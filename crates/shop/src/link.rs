//! Codes of short links (`/l/{code}`).

use domain::StoreId;

/// About 60 bits: a code cannot be guessed, and two carts of a deployment do not meet.
const LENGTH: usize = 10;

const BASE62: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/// The code of a cart's short link: always the same for the same cart, and of no use to whoever lacks the key.
/// `cart` is the shop's own id of it.
pub fn link_code(key: &[u8; 32], store: StoreId, cart: &str) -> String {
    let mut hasher = blake3::Hasher::new_keyed(key);
    hasher.update(store.0.as_bytes()).update(cart.as_bytes());
    let mut number = u128::from_le_bytes(first_half(hasher.finalize().as_bytes()));
    let mut code = String::with_capacity(LENGTH);
    for _ in 0..LENGTH {
        let digit = BASE62[(number % 62) as usize];
        code.push(char::from(digit));
        number /= 62;
    }
    code
}

fn first_half(bytes: &[u8; 32]) -> [u8; 16] {
    let mut half = [0; 16];
    half.copy_from_slice(&bytes[..16]);
    half
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEY: &[u8; 32] = &[7; 32];
    const STORE: &str = "0192f0c1-0000-7000-8000-000000000001";

    #[test]
    fn a_cart_keeps_its_code() {
        let store: StoreId = STORE.parse().unwrap();
        let code = link_code(KEY, store, "b1946ac92492d2347c6235b4d2611184");
        assert_eq!(code, link_code(KEY, store, "b1946ac92492d2347c6235b4d2611184"));
        assert_eq!(code.len(), LENGTH);
        assert!(code.bytes().all(|byte| byte.is_ascii_alphanumeric()));
    }

    #[test]
    fn another_key_store_or_cart_has_another_code() {
        let store: StoreId = STORE.parse().unwrap();
        let other: StoreId = "0192f0c1-0000-7000-8000-000000000002".parse().unwrap();
        let codes = [
            link_code(KEY, store, "one"),
            link_code(KEY, store, "two"),
            link_code(KEY, other, "one"),
            link_code(&[8; 32], store, "one"),
        ];
        let distinct: std::collections::HashSet<_> = codes.iter().collect();
        assert_eq!(distinct.len(), codes.len());
    }
}
