//! What a file is, by its first bytes. What the sender calls it does not count.

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Kind {
    pub content_type: &'static str,
    pub extension: &'static str,
}

const fn kind(content_type: &'static str, extension: &'static str) -> Kind {
    Kind {
        content_type,
        extension,
    }
}

impl Kind {
    /// Pictures, sounds and videos; documents are saved and opened elsewhere.
    pub(crate) fn can_be_shown(self) -> bool {
        ["image/", "audio/", "video/"]
            .iter()
            .any(|family| self.content_type.starts_with(family))
    }
}

/// `None` for everything that cannot be sent with a message.
pub(crate) fn of(content: &[u8]) -> Option<Kind> {
    let starts = |magic: &[u8]| content.starts_with(magic);
    let at = |offset: usize, magic: &[u8]| content.get(offset..).is_some_and(|rest| rest.starts_with(magic));
    Some(match () {
        () if starts(b"\x89PNG\r\n\x1a\n") => kind("image/png", "png"),
        () if starts(b"\xff\xd8\xff") => kind("image/jpeg", "jpg"),
        () if starts(b"GIF87a") || starts(b"GIF89a") => kind("image/gif", "gif"),
        () if starts(b"RIFF") && at(8, b"WEBP") => kind("image/webp", "webp"),
        () if at(4, b"ftypheic") || at(4, b"ftypmif1") => kind("image/heic", "heic"),
        () if at(4, b"ftypM4A") => kind("audio/mp4", "m4a"),
        () if at(4, b"ftyp3g") => kind("video/3gpp", "3gp"),
        () if at(4, b"ftyp") => kind("video/mp4", "mp4"),
        () if starts(b"\x1aE\xdf\xa3") => kind("video/webm", "webm"),
        () if starts(b"OggS") => kind("audio/ogg", "ogg"),
        () if starts(b"ID3") || starts(b"\xff\xfb") || starts(b"\xff\xf3") => kind("audio/mpeg", "mp3"),
        () if starts(b"#!AMR") => kind("audio/amr", "amr"),
        () if starts(b"RIFF") && at(8, b"WAVE") => kind("audio/wav", "wav"),
        () if starts(b"%PDF-") => kind("application/pdf", "pdf"),
        () if starts(b"BEGIN:VCARD") => kind("text/vcard", "vcf"),
        () => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn content_type(content: &[u8]) -> Option<&'static str> {
        of(content).map(|kind| kind.content_type)
    }

    #[test]
    fn files_are_known_by_their_first_bytes() {
        assert_eq!(content_type(b"\x89PNG\r\n\x1a\nrest"), Some("image/png"));
        assert_eq!(content_type(b"RIFF\0\0\0\0WEBPVP8 "), Some("image/webp"));
        assert_eq!(content_type(b"\0\0\0\x18ftypmp42"), Some("video/mp4"));
        assert_eq!(content_type(b"%PDF-1.7"), Some("application/pdf"));
    }

    #[test]
    fn pages_and_scripts_are_no_media_and_documents_are_only_saved() {
        for content in [
            &b"<!doctype html><script>"[..],
            b"<svg xmlns=",
            b"#!/bin/sh",
            b"MZ",
            b"",
        ] {
            assert_eq!(content_type(content), None);
        }
        assert!(!of(b"%PDF-1.7").unwrap().can_be_shown());
        assert!(of(b"GIF89a").unwrap().can_be_shown());
    }
}
