<a class="back" href="<?cs var:Thing.Link ?>"><?cs call:icon("back") ?><?cs var:Lang.Erase.Back ?></a>
<div class="page-head"><h1><?cs var:Lang.Erase[Thing.Key] ?></h1></div>
<p class="lead"><strong><?cs var:Thing.Name ?></strong></p>
<p class="dim lead"><?cs var:Lang.Erase.About[Thing.Key] ?></p>
<?cs call:erase_plan() ?>
<?cs if:Mentions.Contact ?><section class="card panel narrow" aria-labelledby="mentions"><h2 id="mentions"><?cs var:Lang.Mentions.Title ?></h2>
<?cs if:Mentions.Done ?><p><?cs var:Lang.Mentions.Done ?> <?cs var:datetime(Mentions.Done) ?>; <?cs var:Lang.Mentions.Removed ?> <?cs var:Mentions.Removed ?>, <?cs var:Lang.Mentions.Kept ?> <?cs var:Mentions.Kept ?>. <?cs var:Lang.Mentions.Rest ?></p><?cs else ?><p><?cs var:Lang.Mentions.First ?></p><?cs /if ?>
<p><a href="/panel/erase/contact/<?cs var:Mentions.Contact ?>/mentions"><?cs var:Lang.Mentions.Look ?></a></p></section><?cs /if ?>
<?cs if:Held ?><p class="notice"><?cs call:icon("lock") ?><span><?cs var:Lang.Erase.Held ?> <?cs call:day(Held) ?></span></p>
<?cs else ?><form class="card panel narrow" method="post" novalidate><?cs call:csrf() ?>
<?cs if:Thing.Key == "Contact" ?><?cs call:erase_choice() ?><?cs /if ?><?cs if:Thing.Key == "Company" ?><fieldset class="field"<?cs if:Error.contacts ?> aria-describedby="contacts-mistake"<?cs /if ?>><legend><?cs var:Lang.Company.Choice ?></legend>
<label class="tick"><input type="radio" name="contacts" value="keep"<?cs if:Form.contacts == "keep" ?> checked<?cs /if ?>><span><?cs var:Lang.Company.ChoiceKeep ?></span></label>
<label class="tick"><input type="radio" name="contacts" value="delete"<?cs if:Form.contacts == "delete" ?> checked<?cs /if ?>><span><?cs var:Lang.Company.ChoiceDelete ?></span></label>
<?cs call:mistake("contacts-mistake", Error.contacts) ?></fieldset><?cs /if ?>
<?cs call:erase_sure() ?>
<button type="submit" class="primary"><?cs var:Lang.Erase.Go ?></button>
<p class="hint"><?cs var:Lang.Erase.Outside ?></p>
</form><?cs /if ?>
