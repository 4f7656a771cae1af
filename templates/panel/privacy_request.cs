<?cs include!"layout/privacy_rows.cs" ?><?cs include!"layout/privacy_nav.cs" ?>
<div class="page-head"><h1><?cs var:Lang.Request.Kind[Request.Kind] ?></h1><span class="dim"><?cs var:Lang.Request.Number ?> <?cs var:Request.Id ?></span></div>
<section class="card panel narrow" aria-labelledby="facts-head"><h2 id="facts-head"><?cs var:Lang.Request.States[Request.State] ?></h2>
<dl class="facts">
<div><dt><?cs var:Lang.Request.Who ?></dt><dd><?cs if:Request.ContactId ?><a href="/panel/contacts/<?cs var:Request.ContactId ?>"><?cs call:request_who(Request) ?></a><?cs else ?><?cs call:request_who(Request) ?><?cs /if ?><?cs if:!Request.ContactId ?><?cs if:Request.Address ?> <span class="dim"><?cs var:Request.Address ?></span><?cs /if ?><?cs if:!Request.Gone ?> <span class="dim"><?cs var:Lang.Request.NotOurs ?></span><?cs /if ?><?cs /if ?></dd></div>
<div><dt><?cs var:Lang.Request.Received ?></dt><dd><?cs call:day(Request.Received) ?> <span class="dim"><?cs var:Lang.Request.Door[Request.Door] ?><?cs if:Request.MadeBy ?>, <?cs var:Request.MadeBy ?><?cs /if ?></span></dd></div>
<div><dt><?cs var:Lang.Request.Due ?></dt><dd><?cs call:request_due(Request) ?></dd></div>
<div><dt><?cs var:Lang.Request.Proof ?></dt><dd><?cs if:Request.Proof ?><?cs var:Lang.Request.Proofs[Request.Proof] ?><?cs else ?><span class="warn"><?cs call:icon("warn") ?><?cs var:Lang.Request.Unproved ?></span><?cs /if ?></dd></div>
<div><dt><?cs var:Lang.Request.Handler ?></dt><dd><?cs if:Request.Handler ?><?cs var:Request.Handler ?><?cs else ?><?cs var:Lang.Panel.Nobody ?><?cs /if ?></dd></div>
<?cs if:Request.Ground ?><div><dt><?cs var:Lang.Request.Why ?></dt><dd><?cs var:Lang.Request.Ground[Request.Ground] ?></dd></div><?cs /if ?>
</dl>
<?cs if:Request.Gone ?><p class="doubt"><?cs var:Lang.Request.GoneText ?></p><?cs else ?>
<?cs if:Request.Html.Text ?><h3><?cs var:Lang.Request.Text ?></h3><div class="text" id="request-text"><?cs uvar:Request.Html.Text ?></div><?cs /if ?>
<?cs if:Request.Html.How ?><h3><?cs var:Lang.Request.How ?></h3><div class="text"><?cs uvar:Request.Html.How ?></div><?cs /if ?>
<?cs if:Request.Html.Extension ?><h3><?cs var:Lang.Request.Reason ?></h3><div class="text"><?cs uvar:Request.Html.Extension ?></div><?cs /if ?>
<?cs if:Request.Html.Answer ?><h3><?cs var:Lang.Request.Answer ?></h3><div class="text"><?cs uvar:Request.Html.Answer ?></div><?cs /if ?>
<?cs if:Request.Html.Notes ?><h3><?cs var:Lang.Request.Notes ?></h3><div class="text"><?cs uvar:Request.Html.Notes ?></div><?cs /if ?><?cs /if ?>
</section>
<?cs if:Request.Alive ?><?cs if:Request.ContactId ?><?cs if:!Request.Gone ?><section class="card panel narrow" aria-labelledby="act-head"><h2 id="act-head"><?cs var:Lang.Request.Act ?></h2>
<p><?cs var:Lang.Request.ActText[Request.Kind] ?></p>
<p><a href="/panel/contacts/<?cs var:Request.ContactId ?>"><?cs var:Lang.Request.ActContact ?></a></p>
<?cs if:Request.Kind == "erasure" ?><?cs if:!Request.Restricted ?><p><a class="button small" href="/panel/erase/contact/<?cs var:Request.ContactId ?>"><?cs var:Lang.Erase.Contact ?></a></p><?cs /if ?>
<?cs elif:Request.Kind == "access" || Request.Kind == "portability" ?><form method="post" action="/panel/contacts/<?cs var:Request.ContactId ?>/export"><?cs call:csrf() ?><button type="submit" class="small"><?cs var:Lang.Export.Ask ?></button></form>
<?cs /if ?></section><?cs /if ?><?cs /if ?>
<section class="card panel narrow" aria-labelledby="handler-head"><h2 id="handler-head"><?cs var:Lang.Request.Handler ?></h2>
<?cs if:Me.Role >= #2 ?><form class="property" method="post" action="/panel/privacy/requests/<?cs var:Request.Id ?>/take"><?cs call:csrf() ?>
<label for="agent"><?cs var:Lang.Request.HandlerHint ?></label>
<div class="row"><select id="agent" name="agent"><option value="0"><?cs var:Lang.Panel.Nobody ?></option><?cs each:a = Handlers ?><option value="<?cs var:a.Id ?>"<?cs if:a.Selected ?> selected<?cs /if ?>><?cs var:a.Name ?></option><?cs /each ?></select>
<button type="submit"><?cs var:Lang.Panel.Apply ?></button></div></form>
<?cs elif:Request.HandlerId != Me.Id ?><form method="post" action="/panel/privacy/requests/<?cs var:Request.Id ?>/take"><?cs call:csrf() ?><input type="hidden" name="agent" value="<?cs var:Me.Id ?>"><button type="submit"><?cs var:Lang.Panel.AssignToMe ?></button></form>
<?cs else ?><p><?cs var:Lang.Request.Yours ?></p><?cs /if ?>
</section>
<?cs if:!Request.Gone ?><form class="card panel narrow" method="post" action="/panel/privacy/requests/<?cs var:Request.Id ?>/note" novalidate><?cs call:csrf() ?>
<div class="field"><label for="note"><?cs var:Lang.Request.NoteAdd ?></label>
<textarea id="note" name="note" rows="3" required aria-describedby="note-hint<?cs if:Form.Which == "note" ?> note-mistake<?cs /if ?>"<?cs if:Form.Which == "note" ?> aria-invalid="true"<?cs /if ?>><?cs if:Form.Which == "note" ?><?cs var:Form.note ?><?cs /if ?></textarea>
<p class="hint" id="note-hint"><?cs var:Lang.Request.NoteHint ?></p>
<?cs if:Form.Which == "note" ?><?cs call:mistake("note-mistake", Error.note) ?><?cs /if ?></div>
<button type="submit"><?cs var:Lang.Panel.Save ?></button></form><?cs /if ?>
<?cs if:Me.Role >= #2 ?><form class="card panel narrow" method="post" action="/panel/privacy/requests/<?cs var:Request.Id ?>/done" novalidate><?cs call:csrf() ?>
<h2><?cs var:Lang.Request.DoneHead ?></h2>
<div class="field"><label for="done"><?cs var:Lang.Request.Answer ?></label>
<textarea id="done" name="answer" rows="4" required aria-describedby="done-hint<?cs if:Form.Which == "done" ?> done-mistake<?cs /if ?>"<?cs if:Form.Which == "done" ?> aria-invalid="true"<?cs /if ?>><?cs if:Form.Which == "done" ?><?cs var:Form.answer ?><?cs /if ?></textarea>
<p class="hint" id="done-hint"><?cs var:Lang.Request.AnswerHint ?></p>
<?cs if:Form.Which == "done" ?><?cs call:mistake("done-mistake", Error.answer) ?><?cs /if ?></div>
<button type="submit" class="primary"><?cs var:Lang.Request.DoneSend ?></button></form>
<?cs if:Request.MayExtend ?><form class="card panel narrow" method="post" action="/panel/privacy/requests/<?cs var:Request.Id ?>/extend" novalidate><?cs call:csrf() ?>
<h2><?cs var:Lang.Request.ExtendHead ?></h2>
<p><?cs var:Lang.Request.ExtendText ?> <?cs call:day(Request.Longest) ?></p>
<div class="field"><label for="reason"><?cs var:Lang.Request.Reason ?></label>
<textarea id="reason" name="reason" rows="3" required<?cs if:Form.Which == "extend" ?><?cs call:wrong("reason-mistake", Error.reason) ?><?cs /if ?>><?cs if:Form.Which == "extend" ?><?cs var:Form.reason ?><?cs /if ?></textarea>
<?cs if:Form.Which == "extend" ?><?cs call:mistake("reason-mistake", Error.reason) ?><?cs /if ?></div>
<button type="submit"><?cs var:Lang.Request.ExtendSend ?></button></form><?cs /if ?>
<form class="card panel narrow" method="post" action="/panel/privacy/requests/<?cs var:Request.Id ?>/refuse" novalidate><?cs call:csrf() ?>
<h2><?cs var:Lang.Request.RefuseHead ?></h2>
<p class="dim"><?cs var:Lang.Request.RefuseText ?></p>
<div class="field"><label for="ground"><?cs var:Lang.Request.Why ?></label>
<select id="ground" name="ground"<?cs if:Form.Which == "refuse" ?><?cs call:wrong("ground-mistake", Error.ground) ?><?cs /if ?>><option value="0"><?cs var:Lang.Request.Choose ?></option><option value="1"<?cs if:Form.ground == #1 ?> selected<?cs /if ?>><?cs var:Lang.Request.Ground.1 ?></option><option value="2"<?cs if:Form.ground == #2 ?> selected<?cs /if ?>><?cs var:Lang.Request.Ground.2 ?></option><option value="3"<?cs if:Form.ground == #3 ?> selected<?cs /if ?>><?cs var:Lang.Request.Ground.3 ?></option><option value="4"<?cs if:Form.ground == #4 ?> selected<?cs /if ?>><?cs var:Lang.Request.Ground.4 ?></option><option value="5"<?cs if:Form.ground == #5 ?> selected<?cs /if ?>><?cs var:Lang.Request.Ground.5 ?></option><option value="6"<?cs if:Form.ground == #6 ?> selected<?cs /if ?>><?cs var:Lang.Request.Ground.6 ?></option><option value="7"<?cs if:Form.ground == #7 ?> selected<?cs /if ?>><?cs var:Lang.Request.Ground.7 ?></option></select>
<?cs if:Form.Which == "refuse" ?><?cs call:mistake("ground-mistake", Error.ground) ?><?cs /if ?></div>
<div class="field"><label for="refuse"><?cs var:Lang.Request.RefuseReason ?></label>
<textarea id="refuse" name="answer" rows="4" required<?cs if:Form.Which == "refuse" ?><?cs call:wrong("refuse-mistake", Error.answer) ?><?cs /if ?>><?cs if:Form.Which == "refuse" ?><?cs var:Form.answer ?><?cs /if ?></textarea>
<?cs if:Form.Which == "refuse" ?><?cs call:mistake("refuse-mistake", Error.answer) ?><?cs /if ?></div>
<button type="submit"><?cs var:Lang.Request.RefuseSend ?></button></form>
<?cs else ?><p class="hint narrow"><?cs var:Lang.Request.AdminsDecide ?></p><?cs /if ?><?cs /if ?>
