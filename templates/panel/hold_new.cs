<?cs include!"layout/privacy_nav.cs" ?>
<div class="page-head"><h1><?cs var:Lang.Keep.HoldNew ?></h1></div>
<p class="lead"><?cs if:Hold.Kind == "ticket" ?><?cs var:Lang.Keep.Ticket ?><?cs else ?><?cs var:Lang.Keep.Contact ?><?cs /if ?> <strong><?cs if:Hold.Name ?><?cs var:Hold.Name ?><?cs else ?><?cs var:Lang.Keep.Unreadable ?><?cs /if ?></strong></p>
<?cs if:Holds ?><ul class="sessions card narrow">
<?cs each:h = Holds ?><li><div class="grow"><p><?cs var:h.Reason ?></p><p class="dim"><?cs var:Lang.Keep.Ends ?> <?cs call:day(h.Ends) ?></p></div></li>
<?cs /each ?></ul><?cs /if ?>
<form class="card panel narrow" method="post" action="/panel/privacy/holds/<?cs var:Hold.Kind ?>/<?cs var:Hold.Subject ?>" novalidate><?cs call:csrf() ?>
<p class="hint"><?cs if:Hold.Kind == "ticket" ?><?cs var:Lang.Keep.HoldTicketHint ?><?cs else ?><?cs var:Lang.Keep.HoldContactHint ?><?cs /if ?></p>
<div class="field"><label for="ends"><?cs var:Lang.Keep.EndsOn ?></label>
<input id="ends" name="ends" type="date" required value="<?cs var:Form.ends ?>"<?cs call:wrong("ends-mistake", Error.ends) ?>>
<?cs call:mistake("ends-mistake", Error.ends) ?></div>
<div class="field"><label for="reason"><?cs var:Lang.Keep.Reason ?></label>
<textarea id="reason" name="reason" rows="4" required aria-describedby="reason-hint<?cs if:Error.reason ?> reason-mistake<?cs /if ?>"<?cs if:Error.reason ?> aria-invalid="true"<?cs /if ?>><?cs var:Form.reason ?></textarea>
<p class="hint" id="reason-hint"><?cs var:Lang.Keep.ReasonHint ?></p>
<?cs call:mistake("reason-mistake", Error.reason) ?></div>
<button type="submit" class="primary"><?cs var:Lang.Keep.HoldSave ?></button>
</form>
