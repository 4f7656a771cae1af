<?cs def:mention(m) ?><li><p class="dim"><?cs if:m.Place == #5 ?><a href="/panel/privacy/holds"><?cs elif:m.Place == #6 ?><a href="/panel/privacy/requests/<?cs var:m.Row ?>"><?cs elif:m.Place == #9 ?><a href="/panel/erase/contact/<?cs var:m.About ?>/mentions"><?cs elif:m.Place > #6 ?><a href="/panel/contacts/<?cs var:m.About ?>"><?cs else ?><a href="/panel/tickets/<?cs var:m.Ticket ?><?cs if:m.Message ?>#m<?cs var:m.Message ?><?cs /if ?>"><?cs /if ?><?cs if:m.Code ?><?cs var:m.Code ?><?cs else ?><?cs var:Lang.Mentions.Register ?><?cs /if ?></a> · <?cs var:Lang.Mentions.Place[m.Place] ?><?cs if:m.Quote ?> · <?cs var:Lang.Mentions.Quote ?><?cs /if ?><?cs if:m.Times > #1 ?> · <?cs var:m.Times ?> ×<?cs /if ?></p>
<p class="snippet">…<?cs var:m.Before ?><mark><?cs var:m.What ?></mark><?cs var:m.After ?>…</p>
<?cs if:m.Sure ?><label class="tick"><input type="checkbox" name="keep" value="<?cs var:m.Id ?>"<?cs if:m.Keep ?> checked<?cs /if ?>><span><?cs var:Lang.Mentions.Keep ?></span></label><?cs /if ?><?cs if:m.Unsure ?><label class="tick"><input type="checkbox" name="cut" value="<?cs var:m.Id ?>"<?cs if:m.Cut ?> checked<?cs /if ?>><span><?cs if:m.Sure ?><?cs var:Lang.Mentions.CutToo ?><?cs else ?><?cs var:Lang.Mentions.Cut ?><?cs /if ?></span></label><?cs /if ?></li><?cs /def ?><a class="back" href="/panel/erase/contact/<?cs var:Mentions.Contact ?>"><?cs call:icon("back") ?><?cs var:Lang.Mentions.Back ?></a>
<div class="page-head"><h1><?cs var:Lang.Mentions.Title ?></h1></div>
<p class="lead"><strong><?cs var:Mentions.Name ?></strong></p>
<p class="dim lead"><?cs var:Lang.Mentions.Lead ?></p>
<?cs if:Held ?><p class="notice"><?cs call:icon("lock") ?><span><?cs var:Lang.Erase.Held ?> <?cs call:day(Held) ?></span></p>
<?cs /if ?><form class="card panel" method="post" action="/panel/erase/contact/<?cs var:Mentions.Contact ?>/mentions" novalidate><?cs call:csrf() ?>
<p><?cs var:Lang.Mentions.Looked ?> <?cs var:Mentions.Opened ?>. <?cs var:Lang.Mentions.Found ?> <?cs var:Mentions.Shown ?>.<?cs if:Mentions.Hidden ?> <?cs var:Lang.Mentions.Hidden ?> <?cs var:Mentions.Hidden ?>.<?cs /if ?></p>
<?cs if:Mentions.More ?><p class="notice"><?cs call:icon("warn") ?><span><?cs var:Lang.Mentions.More ?></span></p><?cs /if ?>
<?cs if:Mentions.Unreadable > #0 ?><p class="notice"><?cs call:icon("warn") ?><span><?cs var:Lang.Mentions.Shut ?> <?cs var:Mentions.Unreadable ?></span></p>
<?cs /if ?><?cs if:Mentions.Unsure ?><p><?cs if:Mentions.Ticked ?><a class="button" href="/panel/erase/contact/<?cs var:Mentions.Contact ?>/mentions"><?cs var:Lang.Mentions.TickNone ?></a><?cs else ?><a class="button" href="/panel/erase/contact/<?cs var:Mentions.Contact ?>/mentions?tick=all"><?cs var:Lang.Mentions.TickAll ?></a><?cs /if ?></p>
<?cs /if ?><?cs if:Mentions.Rows ?><ul class="mentions">
<?cs each:m = Mentions.Rows ?><?cs call:mention(m) ?>
<?cs /each ?></ul>
<?cs /if ?><?cs if:subcount(Mentions.Own) ?><h2><?cs var:Lang.Mentions.OwnTitle ?></h2>
<p class="hint"><?cs var:Lang.Mentions.OwnText ?></p>
<ul class="mentions">
<?cs each:m = Mentions.Own ?><?cs call:mention(m) ?>
<?cs /each ?></ul>
<?cs /if ?><?cs if:subcount(Mentions.Rows) + subcount(Mentions.Own) > #0 ?><div class="field"><label for="reason"><?cs var:Lang.Mentions.Reason ?></label>
<input id="reason" name="reason" maxlength="300" autocomplete="off" value="<?cs var:Form.reason ?>"<?cs call:wrong("reason-mistake", Error.reason) ?>>
<?cs call:mistake("reason-mistake", Error.reason) ?></div><?cs /if ?>
<p class="hint"><?cs var:Lang.Mentions.Limits ?></p>
<button type="submit" class="primary"><?cs if:Mentions.Rows ?><?cs var:Lang.Mentions.Go ?><?cs elif:Mentions.Hidden ?><?cs var:Lang.Mentions.Go ?><?cs else ?><?cs var:Lang.Mentions.GoOn ?><?cs /if ?></button>
</form>
