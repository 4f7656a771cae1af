/* Agents' pictures. */
#include "core/image.h"
#include "model/people/agent_avatar.h"
#include "panel.h"

#define PIXELS	2048	/* in one direction */

static enum rc
read_bytes(void *arg, uint64_t offset, void *out, size_t n, size_t *got_r)
{
	const struct bytes *b = arg;

	*got_r = offset >= b->n ? 0 : b->n - offset < n ? b->n - offset : n;
	if (*got_r > 0)
		memcpy(out, b->p + offset, *got_r);
	return (RC_OK);
}

/* GET /panel/agents/{agent}/avatar: by its first bytes, like any attachment. */
RC
avatar_get(struct req *rq)
{
	struct bytes b;
	struct image i;

	TRY(agent_avatar_get(rq->t, rq->a, (agent_id){ req_path_id(rq,
	    "agent") }, &b));
	TRY(image_clean(rq->a, b, PIXELS, &i));
	return (reply_download(rq, &(struct reply_source){
		.read = read_bytes, .arg = &i.data, .size = i.data.n,
		.name = "avatar", .type = i.type, .inline_image = true }));
}

/* POST /panel/profile/avatar: no file takes the picture away. */
RC
avatar_save(struct req *rq)
{
	const struct req_file *f;
	size_t n = req_files(rq, "picture", &f);
	struct image i = { 0 };

	if (!req_bad(rq) && (n > 1 || (n == 1 && image_clean(rq->a,
	    f[0].data, PIXELS, &i) != RC_OK)))
		req_mistake(rq, "picture", "Picture");
	if (req_bad(rq)) {
		req_form_view(rq);
		return (profile_again(rq));
	}
	TRY(agent_avatar_set(rq->t, rq->a, panel_me(rq), i.data));
	flash(rq, i.data.n > 0 ? "Saved" : "PictureGone");
	return (redirect(rq, "/panel/profile"));
}
