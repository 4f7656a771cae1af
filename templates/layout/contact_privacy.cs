<?cs include!"layout/privacy_rows.cs" ?><?cs # A contact's rights, on his page. ?>
<?cs if:Restriction.Since ?><section class="card panel narrow section" aria-labelledby="restricted-head"><h2 id="restricted-head"><?cs call:icon("lock") ?> <?cs var:Lang.Restrict.Head ?></h2>
<p><?cs var:Lang.Restrict.Text ?></p>
<dl class="facts"><div><dt><?cs var:Lang.Restrict.Since ?></dt><dd><?cs call:day(Restriction.Since) ?><?cs if:Restriction.By ?> <span class="dim"><?cs var:Restriction.By ?></span><?cs /if ?></dd></div>
<div><dt><?cs var:Lang.Restrict.Ground ?></dt><dd><?cs var:Lang.Restrict.Grounds[Restriction.Ground] ?></dd></div>
<?cs if:Restriction.Lift ?><div><dt><?cs var:Lang.Restrict.Ends ?></dt><dd><?cs call:day(Restriction.Lift) ?> <span class="dim"><?cs if:Restriction.Told ?><?cs var:Lang.Restrict.Told ?><?cs else ?><?cs var:Lang.Restrict.Telling ?><?cs /if ?></span></dd></div><?cs /if ?></dl>
<?cs if:Restriction.Html.Reason ?><h3><?cs var:Lang.Restrict.Reason ?></h3><div class="text"><?cs uvar:Restriction.Html.Reason ?></div><?cs /if ?>
<?cs if:Me.Role >= #2 ?><form class="section" method="post" action="/panel/contacts/<?cs var:Contact.Id ?>/restrict/end" novalidate><?cs call:csrf() ?>
<div class="field"><label for="until"><?cs var:Lang.Restrict.EndOn ?></label>
<input id="until" name="until" type="date" min="<?cs var:Restrict.Tomorrow ?>" value="<?cs if:Form.Which == "end" ?><?cs var:Form.until ?><?cs /if ?>" required aria-describedby="until-hint<?cs if:Form.Which == "end" ?> until-mistake<?cs /if ?>"<?cs if:Form.Which == "end" ?> aria-invalid="true"<?cs /if ?>>
<p class="hint" id="until-hint"><?cs var:Lang.Restrict.EndHint ?></p>
<?cs if:Form.Which == "end" ?><?cs call:mistake("until-mistake", Error.until) ?><?cs /if ?></div>
<button type="submit"><?cs var:Lang.Restrict.EndSend ?></button></form>
<?cs if:Restriction.Lift ?><form class="section" method="post" action="/panel/contacts/<?cs var:Contact.Id ?>/restrict/keep"><?cs call:csrf() ?><button type="submit"><?cs var:Lang.Restrict.Keep ?></button></form><?cs /if ?><?cs /if ?>
</section><?cs /if ?>
<?cs if:!Contact.Gone || Contact.Restricted ?><section class="section" aria-labelledby="requests-head"><h2 id="requests-head"><?cs var:Lang.Request.Title ?></h2>
<?cs if:subcount(Requests) ?><?cs call:requests(Requests) ?><?cs else ?><p class="dim"><?cs var:Lang.Request.NoneOf ?></p><?cs /if ?>
<p class="section"><a class="button small" href="/panel/privacy/requests/new?contact=<?cs var:Contact.Id ?>"><?cs var:Lang.Request.New ?></a></p></section>
<?cs if:Me.Role >= #2 ?><?cs if:!Restriction.Since ?><details class="section doors"<?cs if:Form.Which == "restrict" ?> open<?cs /if ?>><summary><?cs var:Lang.Restrict.Set ?></summary>
<form class="card panel narrow" method="post" action="/panel/contacts/<?cs var:Contact.Id ?>/restrict" novalidate><?cs call:csrf() ?>
<p><?cs var:Lang.Restrict.SetText ?></p>
<div class="field"><label for="restrict-ground"><?cs var:Lang.Restrict.Ground ?></label>
<select id="restrict-ground" name="ground"<?cs if:Form.Which == "restrict" ?><?cs call:wrong("restrict-ground-mistake", Error.ground) ?><?cs /if ?>><option value="0"><?cs var:Lang.Request.Choose ?></option><option value="1"<?cs if:Form.ground == #1 ?> selected<?cs /if ?>><?cs var:Lang.Restrict.Grounds.1 ?></option><option value="2"<?cs if:Form.ground == #2 ?> selected<?cs /if ?>><?cs var:Lang.Restrict.Grounds.2 ?></option><option value="3"<?cs if:Form.ground == #3 ?> selected<?cs /if ?>><?cs var:Lang.Restrict.Grounds.3 ?></option><option value="4"<?cs if:Form.ground == #4 ?> selected<?cs /if ?>><?cs var:Lang.Restrict.Grounds.4 ?></option></select>
<?cs if:Form.Which == "restrict" ?><?cs call:mistake("restrict-ground-mistake", Error.ground) ?><?cs /if ?></div>
<div class="field"><label for="restrict-reason"><?cs var:Lang.Restrict.Reason ?></label>
<textarea id="restrict-reason" name="reason" rows="3" required<?cs if:Form.Which == "restrict" ?><?cs call:wrong("restrict-reason-mistake", Error.reason) ?><?cs /if ?>><?cs if:Form.Which == "restrict" ?><?cs var:Form.reason ?><?cs /if ?></textarea>
<?cs if:Form.Which == "restrict" ?><?cs call:mistake("restrict-reason-mistake", Error.reason) ?><?cs /if ?></div>
<button type="submit"><?cs var:Lang.Restrict.SetSend ?></button></form></details><?cs /if ?><?cs /if ?><?cs /if ?>
<?cs if:!Contact.Gone ?><?cs if:subcount(Purposes) || subcount(Consents) ?><section class="section" aria-labelledby="consents-head"><h2 id="consents-head"><?cs var:Lang.Consent.Title ?></h2>
<?cs if:subcount(Consents) ?><ul class="sessions card narrow">
<?cs each:c = Consents ?><li><div class="grow"><strong><?cs var:c.Name ?></strong> <span class="dim"><?cs var:Lang.Consent.Version ?> <?cs var:c.Version ?></span>
<p><?cs var:Lang.Consent.Given ?> <?cs call:day(c.Given) ?>, <?cs var:Lang.Consent.Door[c.GivenDoor] ?><?cs if:c.GivenBy ?> (<?cs var:c.GivenBy ?>)<?cs /if ?><?cs if:c.Withdrawn ?><br><?cs var:Lang.Consent.Withdrawn ?> <?cs call:day(c.Withdrawn) ?>, <?cs var:Lang.Consent.Door[c.WithdrawnDoor] ?><?cs if:c.WithdrawnBy ?> (<?cs var:c.WithdrawnBy ?>)<?cs /if ?><?cs /if ?></p>
<?cs if:c.Html.How ?><div class="text dim"><?cs uvar:c.Html.How ?></div><?cs /if ?></div>
<?cs if:!c.Withdrawn ?><form method="post" action="/panel/contacts/<?cs var:Contact.Id ?>/consent/withdraw"><?cs call:csrf() ?><input type="hidden" name="purpose" value="<?cs var:c.Purpose ?>"><button type="submit" class="small"><?cs var:Lang.Consent.WithdrawIt ?><span class="visually-hidden">: <?cs var:c.Name ?></span></button></form><?cs /if ?></li>
<?cs /each ?></ul><?cs else ?><p class="dim"><?cs var:Lang.Consent.NoneOf ?></p><?cs /if ?>
<?cs if:subcount(Purposes) ?><details class="section doors"<?cs if:Form.Which == "consent" ?> open<?cs /if ?>><summary><?cs var:Lang.Consent.Record ?></summary>
<form class="card panel narrow" method="post" action="/panel/contacts/<?cs var:Contact.Id ?>/consent" novalidate><?cs call:csrf() ?>
<div class="field"><label for="purpose"><?cs var:Lang.Consent.Purpose ?></label>
<select id="purpose" name="purpose"><?cs each:p = Purposes ?><option value="<?cs var:p.Id ?>"<?cs if:Form.purpose == p.Id ?> selected<?cs /if ?>><?cs var:p.Name ?></option><?cs /each ?></select></div>
<div class="field"><label for="consent-how"><?cs var:Lang.Consent.How ?></label>
<textarea id="consent-how" name="how" rows="2" required<?cs if:Form.Which == "consent" ?><?cs call:wrong("consent-how-mistake", Error.how) ?><?cs /if ?>><?cs if:Form.Which == "consent" ?><?cs var:Form.how ?><?cs /if ?></textarea>
<?cs if:Form.Which == "consent" ?><?cs call:mistake("consent-how-mistake", Error.how) ?><?cs /if ?></div>
<button type="submit"><?cs var:Lang.Panel.Save ?></button></form></details><?cs /if ?></section><?cs /if ?><?cs /if ?>
