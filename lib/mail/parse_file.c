/*
 * Names of attachments: a base name without anything a file system, a header or
 * an eye could be fooled by (SECURITY.md 5.5); made up where there is none.
 */
#include <ctype.h>

#include "core/str.h"
#include "core/utf8.h"
#include "mail/parse_in.h"

/* type, name of ours */
static const char *const file_names[][2] = {
	{ "message/rfc822", "message.eml" },
	{ "message/global", "message.eml" },
	{ "message/delivery-status", "delivery-status.txt" },
	{ "message/disposition-notification", "disposition.txt" },
	{ "message/feedback-report", "feedback-report.txt" },
	{ "text/rfc822-headers", "headers.txt" },
	{ "message/rfc822-headers", "headers.txt" },
	{ "text/calendar", "invite.ics" },
	{ "text/plain", "text.txt" }, { "text/html", "text.html" },
	{ "text/csv", "table.csv" }, { "text/vcard", "contact.vcf" },
	{ "text/x-vcard", "contact.vcf" }, { "text/rtf", "text.rtf" },
	{ "image/png", "image.png" }, { "image/jpeg", "image.jpg" },
	{ "image/jpg", "image.jpg" }, { "image/gif", "image.gif" },
	{ "image/webp", "image.webp" }, { "image/tiff", "image.tiff" },
	{ "image/bmp", "image.bmp" }, { "image/svg+xml", "image.svg" },
	{ "audio/mpeg", "audio.mp3" }, { "audio/wav", "audio.wav" },
	{ "video/mp4", "video.mp4" },
	{ "application/pdf", "document.pdf" },
	{ "application/zip", "archive.zip" },
	{ "application/json", "data.json" },
	{ "application/ms-tnef", "winmail.dat" },
	{ "application/pgp-signature", "signature.asc" },
	{ "application/pgp-encrypted", "version.txt" },
	{ "application/pgp-keys", "key.asc" },
	{ "application/pkcs7-signature", "smime.p7s" },
	{ "application/x-pkcs7-signature", "smime.p7s" },
	{ "application/pkcs7-mime", "smime.p7m" },
	{ "application/x-pkcs7-mime", "smime.p7m" },
};

/* Invisible marks that reorder or hide: U+061C, 200B-200F, 2060-2064, FEFF. */
static size_t
invisible(const char *s)
{
	const unsigned char *p = (const unsigned char *)s;

	if (p[0] == 0xd8 && p[1] == 0x9c)
		return (2);
	if (p[0] == 0xe2 && p[1] == 0x80 && p[2] >= 0x8b && p[2] <= 0x8f)
		return (3);
	if (p[0] == 0xe2 && p[1] == 0x81 && p[2] >= 0xa0 && p[2] <= 0xa4)
		return (3);
	return (p[0] == 0xef && p[1] == 0xbb && p[2] == 0xbf ? 3 : 0);
}

/* "" when nothing is left. */
static const char *
file_clean(struct arena *a, const char *raw)
{
	struct buf b = BUF_INIT(a);
	const char *s = utf8_clean(a, raw, strlen(raw), true), *base = s;

	for (const char *p = s; *p != '\0'; p++)
		if ((*p == '/' || *p == '\\') && p[1] != '\0')
			base = p + 1;
	while (*base == '.' || *base == ' ')
		base++;
	while (*base != '\0') {
		size_t n = invisible(base);

		if (n == 0 && strchr("/\\\"<>:|?*", *base) == NULL)
			buf_chr(&b, *base);
		base += n > 0 ? n : 1;
	}
	return (utf8_cut_name(a, str_trim(a, buf_cstr(&b)),
	    NAME_MAX_CHARS));
}

static const char *
file_default(const char *type)
{
	for (size_t i = 0; i < sizeof(file_names) / sizeof(file_names[0]); i++)
		if (str_eq(type, file_names[i][0]))
			return (file_names[i][1]);
	return ("attachment.bin");
}

static const char *
file_type(struct arena *a, GMimeObject *o)
{
	GMimeContentType *ct = g_mime_object_get_content_type(o);
	char *raw = ct == NULL ? NULL : g_mime_content_type_get_mime_type(ct);
	const char *s = "application/octet-stream";

	if (raw != NULL && strlen(raw) < 128)
		s = str_lower(a, str_trim(a, utf8_clean(a, raw, strlen(raw),
		    true)));
	g_free(raw);
	for (const char *p = s; *p != '\0'; p++)
		if (!isalnum((unsigned char)*p) && strchr("!#$&-^_.+/", *p) ==
		    NULL)
			return ("application/octet-stream");
	return (s);
}

/* The name the sender gave: of the disposition, else of the type. */
static const char *
file_given(struct arena *a, GMimeObject *o)
{
	const char *s = mail_param(a, o, "Content-Disposition", "filename");

	if (s == NULL || s[0] == '\0')
		s = mail_param(a, o, "Content-Type", "name");
	return (s);
}

/* A forwarded mail is named by its subject. */
static const char *
file_message(struct arena *a, GMimeObject *o)
{
	GMimeMessage *msg = GMIME_IS_MESSAGE_PART(o) ?
	    g_mime_message_part_get_message(GMIME_MESSAGE_PART(o)) : NULL;
	const char *s = "";

	if (msg != NULL)
		s = file_clean(a, utf8_cut(a, mail_text(a, mail_field(
		    GMIME_OBJECT(msg), "Subject")), 80));
	return (s[0] == '\0' ? "message.eml" : arena_printf(a, "%s.eml", s));
}

void
mail_file_name(struct arena *a, GMimeObject *o, struct mail_file *f)
{
	const char *given = file_given(a, o), *cid;

	f->type = file_type(a, o);
	f->name = given == NULL ? "" : file_clean(a, mail_text(a, given));
	f->named = f->name[0] != '\0';
	if (!f->named)
		f->name = GMIME_IS_MESSAGE_PART(o) ? file_message(a, o) :
		    file_default(f->type);
	cid = g_mime_object_get_content_id(o);
	f->cid = cid == NULL || strlen(cid) > 255 ? "" :
	    str_trim(a, utf8_clean(a, cid, strlen(cid), true));
}
