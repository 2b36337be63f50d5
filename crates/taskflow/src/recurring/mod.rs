//! Repeat rules (RFC 5545) and the next occurrence.
