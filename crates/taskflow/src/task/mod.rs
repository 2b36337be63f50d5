//! Tasks and everything that hangs on them: tags, comments, relations, watchers.
