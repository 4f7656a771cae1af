/* The parser without its child, and what goes over the pipe. */
#include "fuzz.h"
#include "core/str.h"
#include "core/utf8.h"
#include "mail/parse_in.h"

static const char *const seeds[] = {
	"From: A <a@x.org>\nTo: \"B\" <b@x.org>, c: d@x.org;\nSubject: "
	    "=?utf-8?q?=C3=A1?= =?iso-8859-1?b?6Q==?=\nDate: Tue, 24 Nov 2026 "
	    "08:30:00 +0000\nMessage-ID: <1@x>\nReferences: <2@x> <3@x>\n\nhi\n"
	    "\nOn 24 Nov 2026, Ana wrote:\n> x\n",
	"From: a@x\nContent-Type: multipart/mixed; boundary=A\n\n--A\n"
	    "Content-Type: multipart/alternative; boundary=\"B\"\n\n--B\n"
	    "Content-Type: text/plain; format=flowed; delsp=yes\n\na \nb\n--B\n"
	    "Content-Type: text/html; charset=koi8-r\n\n<p>x<img src=cid:1>\n"
	    "--B--\n--A\nContent-Disposition: attachment; filename*0*=utf-8''"
	    "%41; filename*1=b\nContent-Transfer-Encoding: base64\n\nAAAA\n--A\n"
	    "Content-Type: message/rfc822\n\nSubject: y\n\nz\n--A--\n",
	"Content-Type: text/plain; charset=utf-7\n\n+AOk-",
	"Content-Type: text/plain; charset=iso-2022-jp\n"
	    "Content-Transfer-Encoding: quoted-printable\n\n=1B$BF|=1B(B",
	"Content-Type: multipart/report; report-type=delivery-status; "
	    "boundary=A\n\n--A\n\nx\n--A\nContent-Type: message/delivery-status"
	    "\n\nStatus: 5.1.1\n\n--A--\n",
	NULL,
};

int
LLVMFuzzerInitialize(int *argc, char ***argv)
{
	fuzz_seeds(*argc, *argv, seeds);
	mail_warm();
	return (0);
}

int
LLVMFuzzerTestOneInput(const uint8_t *p, size_t n)
{
	struct arena *a = arena_new((size_t)1 << 30);
	struct buf b = BUF_INIT(a);
	struct mail m, back;

	mail_parse_here(a, (struct bytes){ p, n }, &m);
	mail_pack(&b, &m);
	if (!mail_unpack(a, buf_bytes(&b), &back) ||
	    !str_eq(m.text, back.text) || m.nfiles != back.nfiles)
		abort();
	arena_free(&a);
	return (0);
}
