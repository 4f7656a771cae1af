<h1><?cs var:Ticket.Subject ?></h1>
<p class="meta"><?cs call:badge(Ticket.Status) ?> <span class="code"><?cs var:Ticket.Code ?></span> <span><?cs var:Lang.Portal.Opened ?> <?cs call:when(Ticket.Created) ?></span></p>
<h2 class="visually-hidden"><?cs var:Lang.Portal.Messages ?></h2>
<ol class="thread">
<?cs each:m = Messages ?><li class="message<?cs if:m.Mine ?> mine<?cs /if ?>" id="m<?cs var:m.Id ?>">
<header class="message-head"><strong><?cs if:m.Mine ?><?cs var:Lang.Portal.You ?><?cs elif:m.Author ?><?cs var:m.Author ?><?cs else ?><?cs var:Lang.Portal.Team ?><?cs /if ?></strong> <?cs call:when(m.At) ?></header>
<?cs if:m.Gone ?><p class="dim"><?cs var:Lang.Portal.Forgotten ?></p><?cs elif:m.Removed ?><p class="dim"><?cs var:Lang.Redact.AllGone ?></p><?cs else ?><div class="text"><?cs uvar:m.Html.Body ?></div>
<?cs if:m.Html.Whole ?><details class="quoted"><summary><?cs var:Lang.Site.Quoted ?></summary><div class="text"><?cs uvar:m.Html.Whole ?></div></details>
<?cs /if ?><?cs call:filelist(m.Files, m.Base) ?><?cs /if ?>
</li><?cs /each ?>
</ol>
<section class="answer" aria-labelledby="answer-title">
<h2 id="answer-title"><?cs var:Lang.Portal.Answer ?></h2>
<?cs if:Ticket.Closed ?><p class="hint"><?cs var:Lang.Portal.ReopenText ?></p><?cs /if ?>
<form class="form" method="post" action="/ticket/<?cs var:Ticket.Id ?>/reply" enctype="multipart/form-data" novalidate data-files>
<?cs call:csrf() ?>
<div class="field"><label for="body" class="visually-hidden"><?cs var:Lang.Portal.Answer ?></label>
<textarea id="body" name="body" rows="7" required<?cs call:wrong("body-error", Error.body) ?>><?cs var:Form.body ?></textarea>
<?cs call:mistake("body-error", Error.body) ?></div>
<?cs call:filefield("files", Error.files, Form.FilesLost) ?>
<button type="submit" class="primary"><?cs var:Lang.Portal.Send ?></button>
</form>
</section>
<?cs if:Ticket.Closed ?><form class="end" method="post" action="/ticket/<?cs var:Ticket.Id ?>/reopen"><?cs call:csrf() ?><button type="submit"><?cs var:Lang.Portal.Reopen ?></button></form><?cs else ?><form class="end" method="post" action="/ticket/<?cs var:Ticket.Id ?>/close"><?cs call:csrf() ?><p class="hint"><?cs var:Lang.Portal.CloseText ?></p><button type="submit"><?cs var:Lang.Portal.Close ?></button></form><?cs /if ?>
