//! Portuguese wishes, of Brazil and Portugal.

use super::{Certainty::Clear, Language, Wish};

pub(super) const PORTUGUESE: Language = Language {
    code: "pt",
    wishes: &[Wish {
        rule: "wish.pt",
        reason: "asks in Portuguese for no more texts",
        certainty: Clear,
        negatable: false,
        patterns: &[
            "nao|nunca me|mais|nos? envi*|mand*|escrev*|contact*|contat*|perturb*|incomod*|chate* mais|mensagens|mensagem|sms|nada|me|promocoes|publicidade|$",
            "nao|nunca quero|desejo|preciso|gostaria|queremos mais|receber|de|ser|estas|essas|que? .. mensagens|mensagem|sms|textos|promocoes|publicidade|propaganda|mais|receber|contatado|contactado",
            "pare|parem|para|parar|parado ja? de|com me|mandar|enviar|encher|escrever|mensagens|sms|perturbar|incomodar|as|esses|essas|os|isso|spam",
            "pare|parem|parar agora|por|ja|com|de favor|isso|mensagens|sms|as",
            "chega|basta de|com mensagens|sms|mensagem|spam|isso|tantas|essas|propaganda|promocoes",
            "sem mais mensagens|sms",
            "sair|saio|tirar|tira|tire|tirem|remov*|retir*|apag*|exclu*|elimin*|delet* me|da|do|de|meu|este|esse|o|desta|dessa|daqui .. lista|numero|telefone|contato|celular|grupo|cadastro",
            "me|quero tira|tire|tirem|remova|removam|retire|retirem|exclua|excluam|remove|sair da|dessa|desta|daqui|do|de",
            "sair da|desta|dessa|de lista",
            "meu|este|o? numero da|de lista",
            "descadastr*|desinscrev*|dessubscrev*|desinscri*|desubscrev*",
            "cancel* .. inscricao|assinatura|subscricao|cadastro|envio|recebimento de|nas|nos|das|dos? .. mensagens|sms|newsletter|alertas",
            "cancel* as|os|estas|essas|meus|minhas? mensagens|sms|alertas|notificacoes",
            "deix* me|nos em paz",
            "me|nos deix* em? paz",
            "numero|telefone|pessoa errad*|trocad*|equivocad*|incorreto|enganado",
            "engano numero|e|foi|$",
            "nao sou|conheco eu|essa|a|esta|o|ninguem",
            "este|esse numero nao e|pertence",
            "revogo .. consentimento",
            "como .. cancelo|saio|sair|cancelar|paro .. lista|mensagens|sms|receber",
        ],
    }],
};
