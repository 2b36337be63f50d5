//! Numbers as text that sorts like them.

/// Sixteen hexadecimal digits, byte by byte in the order of the numbers: the bits of a float are in order for those above
/// zero, and in the opposite order, below those, for the others.
pub fn digits(number: f64) -> String {
    // Both zeros are one.
    let bits = (number + 0.0).to_bits();
    let ordered = if bits >> 63 == 0 { bits | 1 << 63 } else { !bits };
    format!("{ordered:016x}")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn digits_sort_like_their_numbers(a in -1e15..1e15_f64, b in -1e15..1e15_f64) {
            prop_assert_eq!(digits(a).cmp(&digits(b)), a.partial_cmp(&b).unwrap());
        }
    }

    #[test]
    fn edges() {
        assert_eq!(digits(0.0), digits(-0.0));
        assert!(digits(-1.0) < digits(-0.5) && digits(-0.5) < digits(0.0) && digits(0.0) < digits(1e-300));
        assert!(digits(9.0) < digits(10.0));
    }
}
